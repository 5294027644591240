import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { stockKeys } from '@/entities/movement/keys'
import type { StockNotice } from '@/entities/movement/types'
import { nextCursor } from '@/entities/product/queries'
import { can, usePerson } from '@/entities/user/can'
import { useCurrentUser } from '@/entities/user/currentUser'
import { useUserId } from '@/entities/user/session'
import { api } from '@/lib/api/client'
import { stored } from '@/lib/stored'
import { useLater } from '@/lib/useLater'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

const PAGE = 30

/** The newest notice that a person has seen in this browser. */
const newestSeen = stored<number>('lr.alerts-seen', { parse: (text) => Number(text) || 0, print: String })

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
      const response = await api.get('alerts/', { params, signal })
      return { notices: response.data, next: nextCursor(response) }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

/** The notices about products that the person may adjust, newest first, and how many of them are new. */
export function useAlerts() {
  const isKeeper = can(usePerson(), 'stock:adjust-any')
  useRefetchOnChange(stockKeys.alerts, ({ extras }) => Boolean(extras?.alert))
  // Whose notices to ask for is known with the person.
  const isKnown = useCurrentUser() !== undefined
  const query = useInfiniteQuery({ ...alertsOptions(isKeeper), enabled: useLater() && isKnown })
  const seen = useSeenMarker()
  const notices = query.data?.pages.flatMap((page) => page.notices) ?? []
  const unseen = notices.filter(({ id, kind }) => kind === 'low' && id > seen).length
  return { ...query, notices, unseen, seen }
}

/** Another tab may have shown them. */
function useSeenMarker(): number {
  const userId = useUserId()
  return useSyncExternalStore(newestSeen.subscribe, () => newestSeen.get(userId))
}

export function useMarkSeen(): (notices: StockNotice[]) => void {
  const userId = useUserId()
  return (notices) => {
    const newest = Math.max(0, ...notices.map(({ id }) => id))
    if (newest > newestSeen.get(userId)) newestSeen.set(newest, userId)
  }
}
