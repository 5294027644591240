import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Change } from '@/features/live/memory'
import { useLive } from '@/features/live/useLive'

/** Milliseconds between two refetches for live changes; a random part keeps many screens apart. */
const APART_MS = 2000
const SOON_MS = 300

/**
 * Fetches a query again after live changes that concern it: soon after the first, then at most every two seconds, and
 * not while the page is hidden. `concerns` is asked of each change; what happened unnamed always concerns it.
 */
export function useRefetchOnChange(key: QueryKey, concerns: (change: Change) => boolean): void {
  const live = useLive()
  const client = useQueryClient()
  const latest = useRef({ key, concerns })
  latest.current = { key, concerns }

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let ranAt = Number.NEGATIVE_INFINITY
    let isMissed = false
    function run() {
      timer = undefined
      isMissed = document.visibilityState === 'hidden'
      if (isMissed) return
      ranAt = Date.now()
      void client.invalidateQueries({ queryKey: latest.current.key })
    }
    function schedule() {
      const wait = Math.max(SOON_MS, ranAt + APART_MS - Date.now())
      timer ??= setTimeout(run, wait + Math.random() * SOON_MS)
    }
    const onVisible = () => isMissed && document.visibilityState === 'visible' && schedule()
    document.addEventListener('visibilitychange', onVisible)
    const unfollow = live.follow((changes) => {
      if (changes === null || changes.some((change) => latest.current.concerns(change))) schedule()
    })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisible)
      unfollow()
    }
  }, [live, client])
}
