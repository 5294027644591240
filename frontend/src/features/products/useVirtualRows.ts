import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react'

const OVERSCAN_ROWS = 10
/** The range moves in steps of this many rows, so that not every pixel of scrolling draws the list. */
const STEP_ROWS = 5

interface VirtualRowsOptions {
  count: number
  /** Pixels; every row of the list has this height. */
  rowHeight: number
  /** The element whose top is the top of the first row. */
  list: RefObject<HTMLElement | null>
  /** Called when the end of the list comes into reach. */
  onEnd: () => void
}

/**
 * The rows near the window, and the empty space that stands for those before and after them. Rows of one height need
 * no more than this arithmetic; a library for it would be a twentieth of the first load.
 */
export function useVirtualRows({ count, rowHeight, list, onEnd }: VirtualRowsOptions) {
  const [first, setFirst] = useState(0)
  const [size, setSize] = useState(() => rowsOf(window.innerHeight, rowHeight))

  useLayoutEffect(() => {
    function measure() {
      if (!list.current) return
      const above = Math.floor(-list.current.getBoundingClientRect().top / rowHeight) - OVERSCAN_ROWS
      setFirst(Math.max(0, above - (above % STEP_ROWS)))
      setSize(rowsOf(window.innerHeight, rowHeight))
    }
    measure()
    window.addEventListener('scroll', measure, { passive: true })
    window.addEventListener('resize', measure)
    return () => {
      window.removeEventListener('scroll', measure)
      window.removeEventListener('resize', measure)
    }
  }, [list, rowHeight])

  // The list may have become shorter than where it was scrolled to.
  const start = Math.max(0, Math.min(first, count - size))
  const end = Math.min(count, start + size)
  useEffect(() => {
    if (count > 0 && end >= count - OVERSCAN_ROWS) onEnd()
  }, [count, end, onEnd])

  return {
    indexes: useMemo(() => Array.from({ length: end - start }, (_, index) => start + index), [start, end]),
    spaceBefore: start * rowHeight,
    spaceAfter: (count - end) * rowHeight,
  }
}

function rowsOf(height: number, rowHeight: number): number {
  return Math.ceil(height / rowHeight) + 2 * OVERSCAN_ROWS + STEP_ROWS
}
