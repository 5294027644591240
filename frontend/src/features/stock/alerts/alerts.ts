import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useCurrentUser } from '@/features/auth/currentUser'
import { useUserId } from '@/features/auth/session'
import { nextCursor } from '@/features/products/queries'
import { stockKeys } from '@/features/stock/keys'
import { useIsKeeper } from '@/features/stock/mayAdjust'
import type { StockNotice } from '@/features/stock/types'
import { useRefetchOnChange } from '@/features/stock/useFollow'
import { api } from '@/lib/api/client'

const PAGE = 30
const listeners = new Set<() => void>()

interface NoticePage {
  notices: StockNotice[]
  next: string | null
}

function alertsOptions(isKeeper: boolean) {
  return infiniteQueryOptions({
    queryKey: [...stockKeys.alerts, isKeeper],
    queryFn: async ({ pageParam, signal }): Promise<NoticePage> => {
      // Whoever may not change a product's stock cannot do anything about it.
      const params = { limit: PAGE, cursor: pageParam ?? undefined, mine: isKeeper ? undefined : true }
      const response = await api.get<StockNotice[]>('alerts/', { params, signal })
      return { notices: response.data, next: nextCursor(response) }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

/** The notices about products that the person may adjust, newest first, and how many of them are new. */
export function useAlerts() {
  const isKeeper = useIsKeeper()
  useRefetchOnChange(stockKeys.alerts, ({ alert }) => alert !== null)
  // Whose notices to ask for is known with the person.
  const isKnown = useCurrentUser() !== undefined
  const query = useInfiniteQuery({ ...alertsOptions(isKeeper), enabled: isKnown })
  const seen = useSeenMarker()
  const notices = query.data?.pages.flatMap((page) => page.notices) ?? []
  const unseen = notices.filter(({ id, kind }) => kind === 'low' && id > seen).length
  return { ...query, notices, unseen, seen }
}

/** The newest notice that this person has seen in this browser. */
function useSeenMarker(): number {
  const key = markerKey(useUserId())
  return useSyncExternalStore(subscribe, () => Number(localStorage.getItem(key)) || 0)
}

export function useMarkSeen(): (notices: StockNotice[]) => void {
  const key = markerKey(useUserId())
  return (notices) => {
    const newest = Math.max(0, ...notices.map(({ id }) => id))
    if (newest <= (Number(localStorage.getItem(key)) || 0)) return
    localStorage.setItem(key, String(newest))
    for (const listener of listeners) listener()
  }
}

function markerKey(userId: number | null): string {
  return `lr.alerts-seen.${userId}`
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Another tab may have shown them.
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
