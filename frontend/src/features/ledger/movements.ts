import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  useInfiniteQuery,
} from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { belongs, type MovementFilters, toMovementParams } from '@/entities/movement/filters'
import { stockKeys } from '@/entities/movement/keys'
import type { Movement, Reason } from '@/entities/movement/types'
import { liveHeaders, nextCursor, totalCount } from '@/entities/product/queries'
import { useCurrentUser } from '@/entities/user/currentUser'
import { api } from '@/lib/api/client'
import type { Change } from '@/sync/memory'
import { useLive } from '@/sync/useLive'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

const PAGE = 50
/** Live movements kept beside the fetched ones. More than this between two fetches are found by the next. */
const MOST_RECENT = 500

interface MovementPage {
  rows: Movement[]
  total: number
  epoch: string
  seq: number
  next: string | null
}

interface Recent {
  seq: number
  movement: Movement
}

function movementsOptions(filters: MovementFilters) {
  return infiniteQueryOptions({
    queryKey: stockKeys.movements(filters),
    queryFn: async ({ pageParam, signal }): Promise<MovementPage> => {
      const params = { ...toMovementParams(filters), limit: PAGE, cursor: pageParam ?? undefined }
      const response = await api.get('movements/', { params, signal })
      return {
        rows: response.data,
        total: totalCount(response),
        ...liveHeaders(response),
        next: nextCursor(response),
      }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // What was recorded while nobody looked is not in the cache, nor in `useRecent`.
    staleTime: 0,
  })
}

/**
 * Movements, newest first, following the feed. A page fetched at event S lacks what came after S; that is laid over
 * it, so the order in which answers and events arrive does not matter. `isHeld` keeps the rows as they are: what is
 * new waits, and is counted.
 */
export function useMovements(filters: MovementFilters, isHeld: boolean) {
  const recent = useRecent()
  const username = useCurrentUser()?.username
  const query = useInfiniteQuery({ ...movementsOptions(filters), placeholderData: keepPreviousData })
  const { data, isPlaceholderData } = query
  // Only the server knows which movement a revert is of, what happened unnamed, and whether some text matches.
  useRefetchOnChange(stockKeys.movements(filters), (change) => {
    if (change.extras?.movement?.reason === 'revert' || change.action === 'delete') return true
    return toRecent(change).some(({ movement }) => belongs(filters, movement) === 'maybe')
  })

  const all = useMemo(() => (data ? merge(data, recent, filters) : []), [data, recent, filters])
  const newest = isPlaceholderData ? 0 : (all[0]?.id ?? 0)
  const [shown, setShown] = useState({ filters, upTo: newest })
  const isBehind = shown.upTo !== newest
  // Whoever has just done something looks for it at the top.
  const mayMove = !isHeld || shown.upTo === 0 || all[0]?.actor === username
  if (shown.filters !== filters || (isBehind && mayMove)) {
    setShown({ filters, upTo: newest })
  }
  const upTo = isPlaceholderData || shown.filters !== filters ? Number.POSITIVE_INFINITY : shown.upTo
  const rows = useMemo(() => all.filter(({ id }) => id <= upTo), [all, upTo])
  const fetched = data?.pages.reduce((sum, page) => sum + page.rows.length, 0) ?? 0
  const lastTotal = data?.pages.at(-1)?.total ?? 0
  return {
    ...query,
    rows,
    total: lastTotal + Math.max(0, all.length - fetched),
    pendingNew: all.length - rows.length,
    showNew: () => setShown({ filters, upTo: newest }),
  }
}

function merge(data: InfiniteData<MovementPage>, recent: Recent[], filters: MovementFilters): Movement[] {
  const [first] = data.pages
  const rows = data.pages.flatMap((page) => page.rows)
  const known = new Set(rows.map(({ id }) => id))
  const fresh = recent
    .filter(({ seq, movement }) => seq > (first?.seq ?? 0) && !known.has(movement.id))
    .map(({ movement }) => movement)
    .filter((movement) => belongs(filters, movement) === 'yes')
  if (fresh.length === 0 && data.pages.length === 1) return rows
  // Reading the next page takes a while; a movement can be on the page before it as well.
  const merged = new Map([...fresh, ...rows].map((movement) => [movement.id, movement]))
  return [...merged.values()].sort((a, b) => b.id - a.id)
}

/** The movements that the feed brought since this was mounted. */
function useRecent(): Recent[] {
  const live = useLive()
  const [recent, setRecent] = useState<Recent[]>([])
  useEffect(
    () =>
      live.follow((changes) => {
        const heard = (changes ?? []).flatMap(toRecent)
        if (heard.length > 0) setRecent((before) => [...before, ...heard].slice(-MOST_RECENT))
      }),
    [live],
  )
  return recent
}

function toRecent({ seq, row, action, at, extras }: Change): Recent[] {
  const movement = extras?.movement
  if (!movement) return []
  return [
    {
      seq,
      movement: {
        ...movement,
        product: action === 'delete' ? null : row.id,
        sku: row.sku,
        name: row.name,
        reason: movement.reason as Reason,
        source: movement.source as Movement['source'],
        created_at: at,
        reverts: null,
        reverted_by: null,
        via: movement.via ?? null,
      },
    },
  ]
}
