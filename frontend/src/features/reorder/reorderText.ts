import type { Row } from '@/lib/spreadsheet'
import * as text from '@/strings/reorder'
import type { ShownLine } from './reorder'

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

/** For a file, or for pasting into a spreadsheet or a mail. */
export function reorderRows(lines: ShownLine[]): Row[] {
  return [HEADER, ...lines.map(toRow)]
}

function toRow({ product, used_30_days, order, cost }: ShownLine): Row {
  return [
    product.sku,
    product.name,
    product.quantity,
    product.reorder_level ?? '',
    used_30_days,
    order,
    product.price,
    cost,
  ]
}
