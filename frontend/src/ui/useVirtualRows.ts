import { type RefObject, startTransition, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type Scroller, scrollerOf } from './scroller'

const OVERSCAN_ROWS = 4
/** The range moves in steps of this many rows, so that not every pixel of scrolling draws the list. */
const STEP_ROWS = 4
/** Browsers stop at 16.7 million pixels (Firefox) or 33.5 million (Chromium). */
const HIGHEST_LIST = 15_000_000

interface VirtualRowsOptions {
  count: number
  /** Pixels; every row of the list has this height. */
  rowHeight: number
  /** The pixels that a sticky header covers at the top of what scrolls. */
  head: number
  /** The element whose top is the top of the first row. */
  list: RefObject<HTMLElement | null>
}

/** The rows to draw: from `first` up to, and without, `last`. */
export interface VirtualRows {
  first: number
  last: number
  /** How many rows can be scrolled to; fewer than `count` where a list would be higher than browsers can show. */
  reachable: number
}

/**
 * The rows near the part that can be seen. Rows of one height need no more than this arithmetic; a library for it would
 * be a twentieth of the first load.
 *
 * What can be seen is drawn first, and what is kept ready around it afterwards: a list that opens stands sooner.
 */
export function useVirtualRows({ count, rowHeight, head, list }: VirtualRowsOptions): VirtualRows {
  const [seen, setSeen] = useState(() => ({ first: 0, last: Math.ceil(window.innerHeight / rowHeight) }))
  const drawn = useRef(seen)
  const [overscan, setOverscan] = useState(0)
  useEffect(() => startTransition(() => setOverscan(OVERSCAN_ROWS)), [])

  useLayoutEffect(() => {
    if (!list.current) return
    const scroller = scrollerOf(list.current, head)
    function measure() {
      const above = scroller.above()
      const first = Math.max(0, Math.floor(above / rowHeight / STEP_ROWS) * STEP_ROWS)
      const last = Math.ceil((above + scroller.height()) / rowHeight / STEP_ROWS) * STEP_ROWS
      const { current } = drawn
      // A few rows too many do no harm, and to draw the list once more takes its time.
      const isFine = current.first === first && current.last >= last && current.last <= last + STEP_ROWS
      if (isFine) return
      drawn.current = { first, last }
      setSeen(drawn.current)
    }
    measure()
    return onMove(scroller, measure)
  }, [list, rowHeight, head])

  const reachable = Math.min(count, Math.floor(HIGHEST_LIST / rowHeight))
  // The list may have become shorter than where it was scrolled to.
  const end = Math.min(reachable, Math.max(seen.last, 0) + overscan)
  const start = Math.max(0, Math.min(seen.first, reachable - (seen.last - seen.first)) - overscan)
  return useMemo(() => ({ first: start, last: end, reachable }), [start, end, reachable])
}

/** Calls back when the list was scrolled, or what can be seen of it has another size. Returns how to stop that. */
function onMove({ element }: Scroller, callback: () => void): () => void {
  const resized = new ResizeObserver(callback)
  if (element instanceof HTMLElement) resized.observe(element)
  element.addEventListener('scroll', callback, { passive: true })
  window.addEventListener('resize', callback)
  return () => {
    resized.disconnect()
    element.removeEventListener('scroll', callback)
    window.removeEventListener('resize', callback)
  }
}
