import type { ListParams } from '@/entities/product/queries'
import { openOne } from '@/lib/openOne'

/** What labels are printed of: products by id, all that a list shows, what an import has brought, or products that
 * have yet to be named. */
export type LabelTarget =
  | { kind: 'products'; ids: number[] }
  | { kind: 'list'; params: ListParams; count: number }
  | { kind: 'import'; id: string; count: number }
  | { kind: 'blank' }

const labels = openOne<LabelTarget>()
export const { set: openLabelsOf, useValue: useOpenLabels } = labels

/** Opens the dialog that prints labels of these products, in this order. */
export function openLabels(ids: number[]): void {
  openLabelsOf({ kind: 'products', ids })
}
