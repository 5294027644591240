import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import type { Change } from './memory'
import { useLive } from './useLive'

/** Milliseconds until the first refetch for live changes, and between two. */
const SOON_MS = 300
const APART_MS = 2000
/** A random part comes on top: of an own change, which somebody waits for, and of others', which every screen hears at once. */
const OWN_SPREAD_MS = 300
const SPREAD_MS = 1500

/**
 * Fetches a query again after live changes that concern it: soon after the first, then at most every two seconds, and
 * not while the page is hidden. `concerns` is asked of each change; what happened unnamed always concerns it. Returns
 * what has it fetched for other reasons, at the same pace.
 */
export function useRefetchOnChange(key: QueryKey, concerns: (change: Change) => boolean): () => void {
  const live = useLive()
  const client = useQueryClient()
  const refetchSoon = useRef(() => {})
  const latest = useRef({ key, concerns })
  latest.current = { key, concerns }

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let dueAt = Number.POSITIVE_INFINITY
    let ranAt = Number.NEGATIVE_INFINITY
    let isMissed = false
    function run() {
      dueAt = Number.POSITIVE_INFINITY
      isMissed = document.visibilityState === 'hidden'
      if (isMissed) return
      ranAt = performance.now()
      void client.invalidateQueries({ queryKey: latest.current.key })
    }
    function schedule(spread: number) {
      const now = performance.now()
      const due = Math.max(now + SOON_MS, ranAt + APART_MS) + Math.random() * spread
      if (due >= dueAt) return
      clearTimeout(timer)
      dueAt = due
      timer = setTimeout(run, due - now)
    }
    refetchSoon.current = () => schedule(SPREAD_MS)
    const onVisible = () => isMissed && document.visibilityState === 'visible' && schedule(OWN_SPREAD_MS)
    document.addEventListener('visibilitychange', onVisible)
    const unfollow = live.follow((changes) => {
      const concerned = changes?.filter((change) => latest.current.concerns(change))
      if (concerned?.length === 0) return
      const username = live.username()
      const isOwn = username !== null && concerned?.some(({ actor }) => actor === username)
      schedule(isOwn ? OWN_SPREAD_MS : SPREAD_MS)
    })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisible)
      unfollow()
      // What is not followed is old when it is seen again.
      void client.invalidateQueries({ queryKey: latest.current.key, refetchType: 'none' })
    }
  }, [live, client])
  return useCallback(() => refetchSoon.current(), [])
}
