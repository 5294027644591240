import type { ReorderLine } from '@/entities/movement/types'
import type { Row } from '@/lib/spreadsheet'
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

/** For a file, or for pasting into a spreadsheet or a mail. */
export function reorderRows(lines: ReorderLine[]): Row[] {
  return [HEADER, ...lines.map(toRow)]
}

function toRow({ product, used_30_days, suggested, cost }: ReorderLine): Row {
  return [
    product.sku,
    product.name,
    product.quantity,
    product.reorder_level ?? '',
    used_30_days,
    suggested,
    product.price,
    cost,
  ]
}
