import * as text from '@/strings/bulk'
import type { RefusedRow } from './requests'

/** For a spreadsheet's file import. */
export function csvOf(rows: RefusedRow[]): string {
  return table(rows)
    .map((cells) => cells.map(toCell).join(','))
    .join('\r\n')
}

/** For pasting into a spreadsheet. */
export function tabsOf(rows: RefusedRow[]): string {
  return table(rows)
    .map((cells) => cells.map((cell) => guarded(cell).replace(/\s+/g, ' ')).join('\t'))
    .join('\n')
}

function table(rows: RefusedRow[]): string[][] {
  return [
    [text.sku, text.name, text.why],
    ...rows.map(({ id, sku, name, detail }) => [sku ?? '', name ?? text.goneProduct(id), detail]),
  ]
}

function toCell(value: string): string {
  const safe = guarded(value)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A spreadsheet would run what begins like a formula, and names come from anybody. */
function guarded(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
}
