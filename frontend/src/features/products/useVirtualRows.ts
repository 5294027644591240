import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type Scroller, scrollerOf } from './scroller'

const OVERSCAN_ROWS = 4
/** The range moves in steps of this many rows, so that not every pixel of scrolling draws the list. */
const STEP_ROWS = 4
/**
 * A list that opens at its top is drawn a few rows at a time: all at once would hold the page up. Twice as many as the
 * time before where those were drawn within so many milliseconds.
 */
const OPENING_ROWS = 2
const QUICK_MS = 6
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
  /** The empty space that stands for the rows before and after, in pixels. */
  spaceBefore: number
  spaceAfter: number
  /** Not all rows in sight are drawn yet. */
  isOpening: boolean
  /** How many rows can be scrolled to; fewer than `count` where a list would be higher than browsers can show. */
  reachable: number
}

/**
 * The rows near the part that can be seen. Rows of one height need no more than this arithmetic; a library for it would
 * be a twentieth of the first load.
 */
export function useVirtualRows({ count, rowHeight, head, list }: VirtualRowsOptions): VirtualRows {
  const [first, setFirst] = useState(0)
  const [size, setSize] = useState(() => rowsOf(window.innerHeight, rowHeight))

  useLayoutEffect(() => {
    if (!list.current) return
    const scroller = scrollerOf(list.current, head)
    function measure() {
      const above = Math.floor(scroller.above() / rowHeight) - OVERSCAN_ROWS
      setFirst(Math.max(0, above - (above % STEP_ROWS)))
      setSize(rowsOf(scroller.height(), rowHeight))
    }
    measure()
    return onMove(scroller, measure)
  }, [list, rowHeight, head])

  const opened = useOpening(size)
  const reachable = Math.min(count, Math.floor(HIGHEST_LIST / rowHeight))
  // The list may have become shorter than where it was scrolled to.
  const start = Math.max(0, Math.min(first, reachable - size))
  const isOpening = start === 0 && opened < Math.min(size, reachable)
  const end = Math.min(reachable, start + (isOpening ? opened : size))
  return useMemo(
    () => ({
      first: start,
      last: end,
      spaceBefore: start * rowHeight,
      spaceAfter: (reachable - end) * rowHeight,
      isOpening,
      reachable,
    }),
    [start, end, rowHeight, isOpening, reachable],
  )
}

/** How many of `size` rows are drawn by now. */
function useOpening(size: number): number {
  const [opened, setOpened] = useState(OPENING_ROWS)
  const step = useRef({ rows: OPENING_ROWS, from: 0 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: it times what `opened` has drawn
  useLayoutEffect(() => {
    const { rows, from } = step.current
    if (from > 0 && performance.now() - from < QUICK_MS) step.current.rows = 2 * rows
  }, [opened])
  useEffect(() => {
    if (opened >= size) return
    const timer = setTimeout(() => {
      step.current.from = performance.now()
      setOpened(opened + step.current.rows)
    })
    return () => clearTimeout(timer)
  }, [opened, size])
  return Math.min(opened, size)
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

function rowsOf(height: number, rowHeight: number): number {
  return Math.ceil(height / rowHeight) + 2 * OVERSCAN_ROWS + STEP_ROWS
}
