import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isRefusal } from '@/lib/api/errors'
import { useLive } from './useLive'

/** Milliseconds over which the screens of one server ask again after it was away. */
const SPREAD_MS = 1000

/**
 * Once the page is live again, everything on it is fetched again, whatever page it is. `isFed` says which queries the
 * feed itself has brought up to date; those only when they had failed. After the first connection, only what found no
 * server while it was being made: what was refused would be refused again, and flash.
 */
export function useRecovery(isFed: (queryKey: readonly unknown[]) => boolean): void {
  const { status } = useLive()
  const client = useQueryClient()
  useEffect(() => {
    let before = status.get().state
    let timer: ReturnType<typeof setTimeout> | undefined
    const unsubscribe = status.subscribe(() => {
      const { state } = status.get()
      if (state === before) return
      const wasAway = before !== 'connecting'
      before = state
      clearTimeout(timer)
      if (state !== 'live') return
      const recover = () =>
        void client.invalidateQueries({
          predicate: ({ queryKey, state: { error, fetchFailureCount } }) =>
            wasAway
              ? error !== null || fetchFailureCount > 0 || !isFed(queryKey)
              : !isRefusal(error) && (error !== null || fetchFailureCount > 0),
        })
      timer = setTimeout(recover, Math.random() * SPREAD_MS)
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [status, client, isFed])
}
