import type { ChosenReason } from '@/entities/movement/types'
import type { ListParams } from '@/entities/product/queries'
import type { Picked } from '@/entities/product/selection/store'
import { streamLines } from '@/lib/api/streamLines'

/** What is done to each product. */
export type BulkChange =
  | { action: 'adjust'; delta: number; reason: ChosenReason; note?: string }
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
  | { type: 'failed'; code: string; detail: string; done: number }

/** What is sent: a change of some products, or the key of an earlier one that is to be undone. */
export type BulkBody =
  | (BulkChange & ({ ids: number[] } | { filter: Record<string, unknown> }))
  | { action: 'undo'; run: string }

export function bodyOf({ picked, params }: BulkTarget, change: BulkChange): BulkBody {
  if (!params) return { ids: picked.map(({ id }) => id), ...change }
  const { scope, ordering: _, ...filter } = params
  return { filter: scope === 'mine' ? { ...filter, scope } : filter, ...change }
}

/**
 * Changes many products, and tells of it line by line while it goes on. The same key and the same body once more go
 * on where they ended, and change nothing twice. Throws ApiError when it is refused, or when the line breaks.
 */
export function streamBulk(
  body: BulkBody,
  options: { key: string; signal: AbortSignal },
): AsyncGenerator<BulkLine> {
  return streamLines<BulkLine>('products/bulk/', body, options)
}
