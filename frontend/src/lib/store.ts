import { useSyncExternalStore } from 'react'

/** A value that lives outside React, and those who want to hear of it. */
export interface Store<Value> {
  get(): Value
  /** Takes the value and tells everybody, also when it is the same one. */
  set(value: Value): void
  subscribe(listener: () => void): () => void
  isWatched(): boolean
}

/** Its functions can be handed on by themselves. */
export function createStore<Value>(initial: Value): Store<Value> {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set(value) {
      current = value
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isWatched: () => listeners.size > 0,
  }
}

export function useStore<Value>({ subscribe, get }: Pick<Store<Value>, 'subscribe' | 'get'>): Value {
  return useSyncExternalStore(subscribe, get)
}
