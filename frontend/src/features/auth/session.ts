import { jwtDecode } from 'jwt-decode'
import { useEffect, useSyncExternalStore } from 'react'
import { ensureFresh, getAccess, millisecondsToRefresh, subscribe } from '@/lib/auth/tokens'

const LONGEST_TIMER_MS = 2 ** 31 - 1
const RETRY_MS = 30_000

/** The signed-in person's id, from the token; null when nobody is signed in. Follows the other tabs. */
export function useUserId(): number | null {
  return useSyncExternalStore(subscribe, currentUserId)
}

function currentUserId(): number | null {
  const access = getAccess()
  if (!access) return null
  return Number(jwtDecode<{ user_id: string }>(access).user_id)
}

/** Renews the access token in time for as long as the component is mounted. */
export function useTokenRenewal(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    function schedule(atLeast = 0) {
      clearTimeout(timer)
      const wait = millisecondsToRefresh()
      if (wait === null) return
      timer = setTimeout(renew, Math.min(Math.max(wait, atLeast), LONGEST_TIMER_MS))
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
