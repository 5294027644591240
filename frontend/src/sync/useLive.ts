import { hashKey, type QueryKey } from '@tanstack/react-query'
import { useCallback, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Departure, RecentChange } from './changeStore'
import type { LiveClient } from './client'
import { LiveContext } from './context'
import type { Pending } from './listKeeper'
import type { LiveStatus } from './statusStore'

/** The live client: `acceptWrite`, `acceptDelete`, `pause`, `resume`. Throws outside LiveProvider. */
export function useLive(): LiveClient {
  const client = useContext(LiveContext)
  if (!client) throw new Error('useLive needs a LiveProvider around it.')
  return client
}

/** The state of the feed, for the pill and for whatever must not be done while offline; and Pause. */
export function useLiveStatus(): LiveStatus & { pause: () => void; resume: () => void } {
  const { status, pause, resume } = useLive()
  const current = useSyncExternalStore(status.subscribe, status.get)
  return useMemo(() => ({ ...current, pause, resume }), [current, pause, resume])
}

/** The change just made to this product, for about 10 s; then undefined. Draws again for this product only. */
export function useRecentChange(id: number): RecentChange | undefined {
  const { changes } = useLive()
  const subscribe = useCallback((listener: () => void) => changes.subscribe(id, listener), [changes, id])
  return useSyncExternalStore(subscribe, () => changes.getRecent(id))
}

/** Who deleted this product while the page was open; undefined when nobody did. */
export function useDeparture(id: number): Departure | undefined {
  const { changes } = useLive()
  const subscribe = useCallback((listener: () => void) => changes.subscribe(id, listener), [changes, id])
  return useSyncExternalStore(subscribe, () => changes.getDeparture(id))
}

/** What the list with this key holds back, and `show()`, which fetches it in. */
export function usePendingNew(listKey: QueryKey): Pending & { show: () => void } {
  const { cache } = useLive()
  const keeper = cache.keeper(listKey)
  const pending = useSyncExternalStore(keeper.subscribe, keeper.getPending)
  const hash = hashKey(listKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a key that says the same is the same key.
  return useMemo(() => ({ ...pending, show: () => cache.show(listKey) }), [pending, cache, hash])
}
