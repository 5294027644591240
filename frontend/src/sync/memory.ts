import type { Action } from './protocol'
import type { Extras, Row } from './row'

/** One thing that happened to a row; in the memory, the newest that is known of it. */
export interface Change {
  seq: number
  action: Action
  row: Row
  actor: string | null
  at: string
  /** Null when it is known from the answer of an own write, not from the feed. */
  extras: Extras | null
  /** Seq of the event that created the row, while that is remembered: to an older page it is new. */
  born: number | null
}

/**
 * The last changes, one a row: what a page that was read before them still lacks, deletes included
 * (tombstones).
 *
 * Complete above `floor`: whoever holds data as of a seq at or above it can be brought to the present from here,
 * anything older has to be fetched again. Two generations bound it: when the young one is full it becomes the old
 * one, whose entries are dropped and lift the floor. A step therefore copies at most one small map, however
 * many changes are remembered.
 */
export interface Memory {
  readonly floor: number
  readonly young: ReadonlyMap<number, Change>
  readonly old: ReadonlyMap<number, Change>
}

/** Changes a generation holds: many times what the feed brings during one slow request. */
export const GENERATION = 1000

/** Remembers nothing, and needs to remember nothing up to `floor`. */
export function emptyMemory(floor: number): Memory {
  return { floor, young: new Map(), old: new Map() }
}

export function recall(memory: Memory, id: number): Change | undefined {
  return memory.young.get(id) ?? memory.old.get(id)
}

/** The changes after `seq`, one a row, in the order they happened. */
export function changesSince(memory: Memory, seq: number): Change[] {
  const found: Change[] = []
  for (const change of memory.young.values()) if (change.seq > seq) found.push(change)
  for (const [id, change] of memory.old) if (change.seq > seq && !memory.young.has(id)) found.push(change)
  return found.sort((a, b) => a.seq - b.seq)
}

/** Adds changes; of two about one row the later stays. */
export function remember(memory: Memory, changes: readonly Change[]): Memory {
  if (changes.length === 0) return memory
  let { floor, old } = memory
  let young = new Map(memory.young)
  for (const change of changes) {
    const id = change.row.id
    young.set(id, merge(young.get(id) ?? old.get(id), change))
    if (young.size < GENERATION) continue
    for (const [dropped, { seq }] of old) if (!young.has(dropped)) floor = Math.max(floor, seq)
    old = young
    young = new Map()
  }
  return { floor, young, old }
}

/**
 * Of two changes the later one, with the birth that either knows of. Seq decides, but the answer of a write may claim
 * too high a one (see `takeAnswer`), so it does not hold against a newer version that comes after it.
 */
function merge(known: Change | undefined, change: Change): Change {
  if (!known) return change
  const ahead = known.row.version - change.row.version
  const isLate = known.seq > change.seq && (change.action === 'delete' ? ahead > 0 : ahead >= 0)
  const later = isLate ? known : change
  const born = change.born ?? known.born
  return later.born === born ? later : { ...later, born }
}

/** Forgets everything up to `floor`, and keeps the answers of writes that ran ahead of the feed. */
export function forgetUpTo(memory: Memory, floor: number): Memory {
  const kept = changesSince(memory, floor).map((change): [number, Change] => [change.row.id, change])
  return { floor, young: new Map(kept), old: new Map() }
}
