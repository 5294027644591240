import { endWithSession } from './session'
import { createStore, useStore } from './store'

/**
 * What is open on the page, of which there is one at a time: opened from anywhere, shown by one host. It lives outside
 * React, so that what it was opened from may move, change or go. It is closed when the session ends.
 */
export function openOne<Value>() {
  const store = createStore<Value | null>(null)
  endWithSession(() => store.set(null))
  return {
    /** Opens it in place of another; null closes it. */
    set: store.set,
    useValue: (): Value | null => useStore(store),
  }
}
