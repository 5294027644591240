import { useSyncExternalStore } from 'react'
import { createStore } from './store'

const TICK_MS = 5_000
const now = createStore(Date.now())
let timer: ReturnType<typeof setInterval> | undefined

/** The time in milliseconds, renewed every few seconds by one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, current)
}

/** While nobody listens the clock stands; whoever looks first sets it, back as well as forward. */
function current(): number {
  if (!now.isWatched() && Math.abs(Date.now() - now.get()) > TICK_MS) now.set(Date.now())
  return now.get()
}

function subscribe(callback: () => void): () => void {
  if (!now.isWatched()) timer = setInterval(() => now.set(Date.now()), TICK_MS)
  const stop = now.subscribe(callback)
  return () => {
    stop()
    if (!now.isWatched()) clearInterval(timer)
  }
}
