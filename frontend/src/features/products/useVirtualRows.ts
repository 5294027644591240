import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'

const OVERSCAN_ROWS = 10

interface VirtualRowsOptions {
  count: number
  /** Pixels; every row of the list has this height. */
  rowHeight: number
  /** The element whose top is the top of the first row. */
  list: RefObject<HTMLElement | null>
  /** Called when the end of the list comes into reach. */
  onEnd: () => void
}

/** The rows near the window, and the empty space that stands for those before and after them. */
export function useVirtualRows({ count, rowHeight, list, onEnd }: VirtualRowsOptions) {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    if (list.current) setTop(list.current.getBoundingClientRect().top + window.scrollY)
  }, [list])

  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN_ROWS,
    scrollMargin: top,
  })
  const items = virtualizer.getVirtualItems()
  const first = items.at(0)
  const last = items.at(-1)
  const lastIndex = last?.index ?? 0

  useEffect(() => {
    if (count > 0 && lastIndex >= count - OVERSCAN_ROWS) onEnd()
  }, [count, lastIndex, onEnd])

  return {
    indexes: items.map((item) => item.index),
    spaceBefore: first ? first.start - top : 0,
    spaceAfter: last ? (count - last.index - 1) * rowHeight : 0,
  }
}
