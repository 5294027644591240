import { useSyncExternalStore } from 'react'

/* Outside the list: "Undo" is offered for a while, wherever the person has gone by then. */

let current: string | null = null
const listeners = new Set<() => void>()

/** Opens the dialog that undoes the bulk change with this Idempotency-Key; null closes it. */
export function undoBulk(key: string | null): void {
  current = key
  for (const listener of listeners) listener()
}

export function useBulkToUndo(): string | null {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
