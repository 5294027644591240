import type { Movement } from '@/entities/movement/types'
import type { HistoryEntry } from '@/entities/trail/types'

export type TimelineItem =
  | { at: string; movement: Movement; entry?: undefined }
  | { at: string; entry: HistoryEntry; movement?: undefined }

interface Loaded<Row> {
  rows: Row[]
  /** There are older ones that are not loaded. */
  hasMore: boolean
}

/**
 * Movements and changes of fields in one order, newest first. What is older than the oldest that is loaded of either
 * waits: between it and the others there may be some that are not loaded yet.
 */
export function inOneOrder(movements: Loaded<Movement>, changes: Loaded<HistoryEntry>): TimelineItem[] {
  const items: TimelineItem[] = [
    ...movements.rows.map((movement) => ({ at: movement.created_at, movement })),
    // The entry of a product that was added tells nothing that its page does not show, but when and by whom.
    ...changes.rows.map((entry) => ({ at: entry.at, entry })),
  ]
  items.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  const horizon = Math.max(
    movements.hasMore ? Date.parse(movements.rows.at(-1)?.created_at ?? '') || 0 : 0,
    changes.hasMore ? Date.parse(changes.rows.at(-1)?.at ?? '') || 0 : 0,
  )
  return items.filter(({ at }) => Date.parse(at) >= horizon)
}

/** Which of the two holds the others up: its next page is the one to fetch. */
export function nextToFetch(
  movements: Loaded<Movement>,
  changes: Loaded<HistoryEntry>,
): 'movements' | 'changes' | null {
  if (!movements.hasMore) return changes.hasMore ? 'changes' : null
  if (!changes.hasMore) return 'movements'
  const [moved, changed] = [movements.rows.at(-1)?.created_at ?? '', changes.rows.at(-1)?.at ?? '']
  return Date.parse(moved) >= Date.parse(changed) ? 'movements' : 'changes'
}
