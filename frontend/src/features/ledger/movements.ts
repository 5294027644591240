import {
  hashKey,
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  useInfiniteQuery,
} from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
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
/** Live movements laid over the fetched ones. When there are more, the list is fetched again. */
const MOST_LIVE = 500

interface MovementPage {
  rows: Movement[]
  total: number
  epoch: string
  seq: number
  next: string | null
}

interface Heard {
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
    // What was recorded while nobody looked is not in the cache, nor in `useHeard`.
    staleTime: 0,
  })
}

/**
 * Movements, newest first, following the feed. A page fetched at event S lacks what came after S; that is laid over
 * it, so the order in which answers and events arrive does not matter. `isHeld` keeps the rows as they are: what is
 * new waits, and is counted.
 */
export function useMovements(filters: MovementFilters, isHeld: boolean) {
  const username = useCurrentUser()?.username
  const query = useInfiniteQuery({ ...movementsOptions(filters), placeholderData: keepPreviousData })
  const { data, isPlaceholderData } = query
  const heard = useHeard(filters, data?.pages[0]?.seq ?? 0)
  // Only the server knows which movement a revert is of, what happened unnamed, and whether some text matches.
  const refetchSoon = useRefetchOnChange(stockKeys.movements(filters), (change) => {
    if (change.extras?.movement?.reason === 'revert' || change.action === 'delete') return true
    return toHeard(change).some(({ movement }) => belongs(filters, movement) === 'maybe')
  })

  const lacked = useMemo(() => (data ? lackedBy(data, heard) : []), [data, heard])
  const all = useMemo(() => (data ? merge(data, lacked.slice(0, MOST_LIVE)) : []), [data, lacked])
  /** Those that came after the ones that are laid over the pages: the next fetch brings them. */
  const missing = useMemo(() => lacked.slice(MOST_LIVE), [lacked])
  const last = missing.at(-1)?.movement ?? all[0]
  const newest = isPlaceholderData ? 0 : (last?.id ?? 0)
  const [shown, setShown] = useState({ filters, upTo: newest })
  const isBehind = shown.upTo !== newest
  // Of what was held, a fetch may have brought nothing again.
  const isGone = (all.at(-1)?.id ?? 0) > shown.upTo
  // Whoever has just done something looks for it at the top.
  const mayMove = !isHeld || shown.upTo === 0 || isGone || last?.actor === username
  if (shown.filters !== filters || (isBehind && mayMove)) {
    setShown({ filters, upTo: newest })
  }
  const upTo = isPlaceholderData || shown.filters !== filters ? Number.POSITIVE_INFINITY : shown.upTo
  const rows = useMemo(() => all.filter(({ id }) => id <= upTo), [all, upTo])
  useEffect(() => {
    if (missing.some(({ movement }) => movement.id <= upTo)) refetchSoon()
  }, [missing, upTo, refetchSoon])

  const end = data?.pages.at(-1)
  return {
    ...query,
    rows,
    total: end ? end.total + lacked.filter(({ seq }) => seq > end.seq).length : 0,
    pendingNew: all.length - rows.length + missing.filter(({ movement }) => movement.id > upTo).length,
    showNew: () => setShown({ filters, upTo: newest }),
  }
}

/** Of what the feed brought, what the pages do not have, oldest first. */
function lackedBy({ pages }: InfiniteData<MovementPage>, heard: readonly Heard[]): Heard[] {
  const since = pages[0]?.seq ?? 0
  const known = new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id)))
  return heard.filter(({ seq, movement }) => seq > since && !known.has(movement.id))
}

function merge({ pages }: InfiniteData<MovementPage>, lacked: readonly Heard[]): Movement[] {
  const rows = pages.flatMap((page) => page.rows)
  if (lacked.length === 0 && pages.length === 1) return rows
  // Reading the next page takes a while; a movement can be on the page before it as well.
  const both = [...lacked.map(({ movement }) => movement), ...rows]
  const merged = new Map(both.map((movement) => [movement.id, movement]))
  return [...merged.values()].sort((a, b) => b.id - a.id)
}

/** The movements of this list that the feed brought, oldest first; those up to `since` have been fetched. */
function useHeard(filters: MovementFilters, since: number): readonly Heard[] {
  const live = useLive()
  const list = hashKey([filters])
  const latest = useRef({ list, filters, since })
  latest.current = { list, filters, since }
  const [heard, setHeard] = useState<{ list: string; movements: readonly Heard[] }>({ list, movements: NONE })
  useEffect(
    () =>
      live.follow((changes) => {
        const { list, filters, since } = latest.current
        const found = (changes ?? [])
          .flatMap(toHeard)
          .filter(({ movement }) => belongs(filters, movement) === 'yes')
        if (found.length === 0) return
        setHeard((before) => {
          const kept = before.list === list ? before.movements.filter(({ seq }) => seq > since) : NONE
          return { list, movements: [...kept, ...found] }
        })
      }),
    [live],
  )
  return heard.list === list ? heard.movements : NONE
}

const NONE: readonly Heard[] = []

function toHeard({ seq, row, action, at, extras }: Change): Heard[] {
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
