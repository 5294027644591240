import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { stockKeys } from '@/entities/movement/keys'
import type { ReorderLine } from '@/entities/movement/types'
import { nextCursor, totalCount } from '@/entities/product/queries'
import { api } from '@/lib/api/client'
import { inTimeZone } from '@/lib/timeZone'
import { useLive } from '@/sync/useLive'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'
import { useOrders } from './orders'

/** As many as the server gives at once: the total is of what is loaded. */
const PAGE = 500

/** A line of the list as it is shown. */
export interface ShownLine extends ReorderLine {
  /** It is no longer low, and stays only because the list is in use. */
  isDone: boolean
  /** How many to order: as suggested, unless somebody has typed another number. `cost` is of these. */
  order: number
}

interface ReorderPage {
  lines: ReorderLine[]
  total: number
  next: string | null
}

const reorderOptions = infiniteQueryOptions({
  queryKey: stockKeys.reorder,
  queryFn: async ({ pageParam, signal }): Promise<ReorderPage> => {
    const params = { limit: PAGE, cursor: pageParam ?? undefined }
    const response = await inTimeZone((zone) =>
      api.get('reorder/', { params: { ...params, ...zone }, signal }),
    )
    return { lines: response.data, total: totalCount(response), next: nextCursor(response) }
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  staleTime: 0,
})

/**
 * What to buy, following the feed. While `isHeld`, lines keep their places and none comes or goes; their figures move
 * on, and `isBehind` tells that the list itself has changed by more than the person's own doing.
 */
export function useReorder(isHeld: boolean) {
  useRefetchOnChange(stockKeys.reorder, () => true)
  const query = useInfiniteQuery(reorderOptions)
  const pages = query.data?.pages
  const lines = useMemo(() => linesOf(pages ?? []), [pages])
  const order = idsOf(lines)
  const now = { order, lines, pages: pages?.length ?? 0, own: new Set<number>() }
  const [held, setHeld] = useState(now)
  if (held.order !== order && (!isHeld || held.lines.length === 0)) setHeld(now)
  else if (held.pages !== now.pages) {
    // Another page was asked for: its lines come below those that keep their places.
    const known = new Set(held.lines.map(({ product }) => product.id))
    const asked = linesOf(pages?.slice(held.pages) ?? []).filter(({ product }) => !known.has(product.id))
    const all = [...held.lines, ...asked]
    setHeld({ ...held, order: idsOf(all), lines: all, pages: now.pages })
  }
  const live = useLive()
  useEffect(
    () =>
      live.follow((changes) => {
        const mine =
          changes?.filter(({ extras, actor }) => extras === null || actor === live.username()) ?? []
        const ids = mine.map(({ row }) => row.id)
        if (ids.length > 0) setHeld((last) => ({ ...last, own: new Set([...last.own, ...ids]) }))
      }),
    [live],
  )
  const isOlder = held.order !== order
  const orderOf = useOrders()
  const shown = useMemo(() => {
    const current = new Map(lines.map((line) => [line.product.id, line]))
    return (isOlder ? held.lines : lines).map((line): ShownLine => {
      const latest = current.get(line.product.id)
      const { product, suggested, cost } = latest ?? line
      const count = orderOf(product) ?? suggested
      return {
        ...(latest ?? line),
        isDone: latest === undefined,
        order: count,
        cost: count === suggested ? cost : costOf(product.price, count),
      }
    })
  }, [lines, held, isOlder, orderOf])
  return {
    ...query,
    lines: shown,
    total: query.data?.pages.at(-1)?.total ?? 0,
    isBehind: idsOf(held.lines, held.own) !== idsOf(lines, held.own),
    show: () => setHeld(now),
  }
}

function linesOf(pages: readonly ReorderPage[]): ReorderLine[] {
  return pages.flatMap((page) => page.lines)
}

function idsOf(lines: readonly ReorderLine[], without: ReadonlySet<number> = new Set()): string {
  const ids = lines.map(({ product }) => product.id)
  return ids.filter((id) => !without.has(id)).join()
}

/** The sum of decimal strings. */
export function totalCost(lines: Pick<ReorderLine, 'cost'>[]): string {
  return fromCents(lines.reduce((sum, { cost }) => sum + toCents(cost), 0n))
}

function costOf(price: string, count: number): string {
  return fromCents(toCents(price) * BigInt(count))
}

/** In the smallest unit, so that nothing is rounded. */
function toCents(money: string): bigint {
  return BigInt(money.replace('.', ''))
}

function fromCents(cents: bigint): string {
  const text = cents.toString().padStart(3, '0')
  return `${text.slice(0, -2)}.${text.slice(-2)}`
}
