import { useEffect, useRef } from 'react'
import { PAGE_SIZE } from '@/entities/product/queries'
import { useLater } from '@/lib/useLater'
import type { VirtualRows } from '@/ui/useVirtualRows'
import type { ProductListQuery, RowWindow } from './useProductList'

/** So many rows are kept loaded on either side of what can be seen, so that a wheel rarely outruns them. */
const AHEAD_ROWS = 60
/** Milliseconds: a jump waits until scrolling rests so long, but not longer than `LONGEST_WAIT` in all. */
const REST = 80
const LONGEST_WAIT = 240

/** Sees to it that the rows that are drawn get loaded: page by page beside the window, by a jump elsewhere. */
export function useRowLoading(list: ProductListQuery, { first, last }: VirtualRows): void {
  const { window: loaded, isStandIn, isFetchingMore, hasFailed, fetchNext, fetchPrevious, jump, look } = list
  const ahead = useLater() ? AHEAD_ROWS : 0
  const waitingSince = useRef<number | null>(null)
  /** Where the rows ahead were last all loaded. A refetch gives them up again; they are wanted when somebody scrolls. */
  const readyAt = useRef('')
  useEffect(() => {
    if (!isStandIn) look({ first, last })
  }, [isStandIn, first, last, look])
  useEffect(() => {
    if (!loaded || isStandIn || loaded.count === 0) return
    if (isBeside(loaded, first, last)) {
      waitingSince.current = null
      if (isFetchingMore || hasFailed || loaded.isHole) return
      const here = `${loaded.list} ${first}-${last}`
      const step = nextStep(loaded, first, last, readyAt.current === here ? 0 : ahead)
      if (step === null && ahead > 0) readyAt.current = here
      if (step === 'next') fetchNext()
      else if (step === 'previous') fetchPrevious()
      return
    }
    const now = performance.now()
    waitingSince.current ??= now
    const wait = Math.max(0, Math.min(REST, waitingSince.current + LONGEST_WAIT - now))
    const timer = setTimeout(() => {
      waitingSince.current = null
      jump(offsetFor(loaded, first, last))
    }, wait)
    return () => clearTimeout(timer)
  }, [loaded, isStandIn, isFetchingMore, hasFailed, first, last, ahead, fetchNext, fetchPrevious, jump])
}

/** Whether what is wanted is loaded, is on its way, or comes with the page after or before what is loaded. */
function isBeside({ start, rows, isHole }: RowWindow, first: number, last: number): boolean {
  const end = start + (isHole ? PAGE_SIZE : rows.length)
  const reach = isHole ? 0 : PAGE_SIZE / 2
  return first < end + reach && last > start - reach
}

function nextStep(
  { start, rows, hasNext, hasPrevious }: RowWindow,
  first: number,
  last: number,
  ahead: number,
): 'next' | 'previous' | null {
  const below = start + rows.length - last
  const above = first - start
  const wantsNext = hasNext && below < ahead
  const wantsPrevious = hasPrevious && above < ahead
  if (wantsNext && wantsPrevious) return below <= above ? 'next' : 'previous'
  return wantsNext ? 'next' : wantsPrevious ? 'previous' : null
}

/** A page with what is wanted in its middle. */
function offsetFor({ count }: RowWindow, first: number, last: number): number {
  const offset = Math.min(first - Math.floor((PAGE_SIZE - (last - first)) / 2), count - PAGE_SIZE, first)
  // So near to the top it may as well be the top.
  return offset < PAGE_SIZE / 4 ? 0 : offset
}
