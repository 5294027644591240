import { type RefObject, useLayoutEffect, useRef } from 'react'
import { scrollerOf } from '@/ui/scroller'
import type { RowWindow } from './useProductList'

/** Scrolled no further than this many pixels, the list shows its top, whatever comes to stand there. */
const TOP = 8

/**
 * Keeps the topmost row on top when rows get another height, and the rows on the screen where they are when
 * rows above them come, go, or turn out to be more than was thought. The row under the pointer counts most, then the
 * topmost one that can be seen.
 */
export function useRowAnchor(
  list: RefObject<HTMLElement | null>,
  loaded: RowWindow,
  rowHeight: number,
  head: number,
): void {
  const height = useRef(rowHeight)
  useLayoutEffect(() => {
    const before = height.current
    height.current = rowHeight
    if (before === rowHeight || !list.current) return
    const scroller = scrollerOf(list.current, head)
    const above = Math.max(0, scroller.above())
    scroller.moveBy(above * (rowHeight / before - 1))
  }, [list, rowHeight, head])

  const shown = useRef(loaded)
  useLayoutEffect(() => {
    const before = shown.current
    shown.current = loaded
    if (before === loaded || before.list !== loaded.list || loaded.isHole || !list.current) return
    if (stands(before, loaded)) return
    const scroller = scrollerOf(list.current, head)
    const above = scroller.above()
    if (above <= TOP) return
    const first = Math.floor(above / rowHeight)
    const pointed =
      list.current.parentElement?.querySelector<HTMLElement>('[data-index]:hover')?.dataset.index
    const candidates = pointed === undefined ? [] : [Number(pointed)]
    for (let at = first; at <= first + scroller.height() / rowHeight; at++) candidates.push(at)
    const moved = shiftOf(before, loaded, candidates)
    if (moved !== 0) scroller.moveBy(moved * rowHeight)
  }, [loaded, list, rowHeight, head])
}

/** By how many rows the first of the rows at `places` that is still there has moved. */
function shiftOf(before: RowWindow, after: RowWindow, places: number[]): number {
  const now = new Map(after.rows.map((row, index) => [row.id, after.start + index]))
  for (const place of places) {
    const row = before.rows[place - before.start]
    const moved = row && now.get(row.id)
    if (moved !== undefined) return moved - place
  }
  return 0
}

/** Nothing has moved: most changes are of what rows say. To look where they are would cost a layout each time. */
function stands(before: RowWindow, after: RowWindow): boolean {
  return before.start === after.start && before.rows.every(({ id }, index) => id === after.rows[index]?.id)
}
