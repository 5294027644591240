import { useSyncExternalStore } from 'react'

/**
 * What is open on the page, of which there is one at a time: opened from anywhere, shown by one host. It lives outside
 * React, so that what it was opened from may move, change or go.
 */
export function openOne<Value>() {
  let current: Value | null = null
  const listeners = new Set<() => void>()

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    /** Opens it in place of another; null closes it. */
    set(value: Value | null): void {
      current = value
      for (const listener of listeners) listener()
    },
    useValue: (): Value | null => useSyncExternalStore(subscribe, () => current),
  }
}
