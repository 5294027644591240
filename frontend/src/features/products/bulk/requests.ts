import type { ListParams } from '@/features/products/queries'
import type { Picked } from '@/features/products/selection/store'
import type { Reason } from '@/features/stock/types'
import { streamLines } from './streamLines'

/** What is done to each product. */
export type BulkChange =
  | { action: 'adjust'; delta: number; reason: Reason; note?: string }
  | { action: 'set_category'; category: string }
  | { action: 'set_active'; is_active: boolean }
  | { action: 'delete' }

/** The products that are meant: some by id, or all that match a filter. */
export type BulkTarget =
  | { count: number; picked: Picked[]; params?: undefined }
  | { count: number; picked?: undefined; params: ListParams }

export interface RefusedRow {
  id: number
  /** Null where there is no such product any more. */
  sku: string | null
  name: string | null
  code: string
  detail: string
}

export interface Tally {
  changed: number
  unchanged: number
  refused: number
}

/** A line of the answer. */
export type BulkLine =
  | { type: 'start'; total: number }
  | ({ type: 'progress'; done: number } & Tally)
  | ({ type: 'row' } & RefusedRow)
  | ({ type: 'end'; total: number } & Tally)
  | { type: 'failed'; detail: string; done: number }

/**
 * Changes many products, and tells of it line by line while it goes on. The same key and the same change once more go
 * on where they ended, and change nothing twice. Throws ApiError when it is refused, or when the line breaks.
 */
export function streamBulk(
  target: BulkTarget,
  change: BulkChange,
  options: { key: string; signal: AbortSignal },
): AsyncGenerator<BulkLine> {
  return streamLines<BulkLine>('products/bulk/', { ...selectionOf(target), ...change }, options)
}

function selectionOf({ picked, params }: BulkTarget) {
  if (!params) return { ids: picked.map(({ id }) => id) }
  const { scope, ordering: _, ...filter } = params
  return { filter: scope === 'mine' ? { ...filter, scope } : filter }
}
