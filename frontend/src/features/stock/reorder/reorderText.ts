import type { ReorderLine } from '@/features/stock/types'
import * as text from '@/strings/reorder'

const HEADER = [
  text.sku,
  text.name,
  text.onHand,
  text.reorderAt,
  text.used,
  text.order,
  text.price,
  text.cost,
]

/** For a file that spreadsheets open. */
export function toCsv(lines: ReorderLine[]): string {
  // The mark at the start tells spreadsheets that it is UTF-8.
  return `\ufeff${table(lines)
    .map((row) => row.map(quote).join(','))
    .join('\r\n')}\r\n`
}

/** For pasting into a spreadsheet or a mail. */
export function toTabs(lines: ReorderLine[]): string {
  return table(lines)
    .map((row) => row.map((value) => value.replace(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n')
}

function table(lines: ReorderLine[]): string[][] {
  return [HEADER, ...lines.map(toRow)]
}

function toRow({ product, used_30_days, suggested, cost }: ReorderLine): string[] {
  const level = product.reorder_level === null ? '' : String(product.reorder_level)
  return [
    inert(product.sku),
    inert(product.name),
    String(product.quantity),
    level,
    String(used_30_days),
    String(suggested),
    product.price,
    cost,
  ]
}

/** A name must not become a formula when a spreadsheet opens it. */
function inert(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
}

function quote(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
