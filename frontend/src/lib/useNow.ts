import { useSyncExternalStore } from 'react'

const TICK_MS = 5_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** The time in milliseconds, renewed every few seconds by one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, current)
}

/** While nobody listens the clock stands; whoever looks first sets it, back as well as forward. */
function current(): number {
  if (listeners.size === 0 && Math.abs(Date.now() - now) > TICK_MS) now = Date.now()
  return now
}

function subscribe(callback: () => void): () => void {
  if (listeners.size === 0) timer = setInterval(tick, TICK_MS)
  listeners.add(callback)
  return () => {
    listeners.delete(callback)
    if (listeners.size === 0) clearInterval(timer)
  }
}

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}
