import { expect, it, vi } from 'vitest'
import { createStore } from './store'

it('tells those who listen, for as long as they do', () => {
  const store = createStore(1)
  const listener = vi.fn()
  expect(store.isWatched()).toBe(false)
  const stop = store.subscribe(listener)
  expect(store.isWatched()).toBe(true)
  store.set(2)
  store.set(2)
  expect(store.get()).toBe(2)
  expect(listener).toHaveBeenCalledTimes(2)
  stop()
  store.set(3)
  expect(listener).toHaveBeenCalledTimes(2)
  expect(store.isWatched()).toBe(false)
})
