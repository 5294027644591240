import { useEffect, useSyncExternalStore } from 'react'
import {
  ensureFresh,
  getUserId,
  isOnlyInThisTab,
  millisecondsToRefresh,
  refreshSpread,
  subscribe,
} from '@/lib/auth/tokens'

const LONGEST_TIMER_MS = 2 ** 31 - 1
const RETRY_MS = 30_000

/** The signed-in person's id, from the token; null when nobody is signed in. Follows the other tabs. */
export function useUserId(): number | null {
  return useSyncExternalStore(subscribe, getUserId)
}

/** Whether the browser refuses to keep who is signed in. */
export function useIsOnlyInThisTab(): boolean {
  return useSyncExternalStore(subscribe, isOnlyInThisTab)
}

/** Renews the access token in time for as long as the component is mounted. */
export function useTokenRenewal(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    function schedule(atLeast = 0) {
      clearTimeout(timer)
      const wait = millisecondsToRefresh()
      if (wait === null) return
      // Each tab at a time of its own: the first one renews for all.
      const delay = Math.max(wait, atLeast) + Math.random() * refreshSpread()
      timer = setTimeout(renew, Math.min(delay, LONGEST_TIMER_MS))
    }
    function renew() {
      // A failure is trouble on the way, and the session goes on; success schedules through `subscribe`.
      ensureFresh().then(
        () => schedule(RETRY_MS),
        () => schedule(RETRY_MS),
      )
    }
    schedule()
    const stop = subscribe(() => schedule())
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [])
}
