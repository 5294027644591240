import { useSyncExternalStore } from 'react'
import { newIdempotencyKey } from '@/features/stock/requests'

/** A bulk change that is to be undone, by its Idempotency-Key, and the key of undoing it. */
export interface Undoing {
  run: string
  key: string
}

/* Outside the list: "Undo" is offered for a while, wherever the person has gone by then. */

let current: Undoing | null = null
const listeners = new Set<() => void>()

/** Opens the dialog that undoes the bulk change with this Idempotency-Key; null closes it. */
export function undoBulk(run: string | null): void {
  current = run === null ? null : { run, key: newIdempotencyKey() }
  for (const listener of listeners) listener()
}

export function useUndoing(): Undoing | null {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
