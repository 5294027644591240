import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { useShortcut } from '@/lib/shortcuts'
import { useListener } from '@/lib/useListener'
import { scrollerOf } from '@/ui/scroller'
import type { RowWindow } from './useProductList'

interface RowCursorOptions {
  /** The element whose top is the top of the first row. */
  list: RefObject<HTMLElement | null>
  loaded: RowWindow
  /** How many rows can be scrolled to. */
  reachable: number
  rowHeight: number
  head: number
  onOpen: (id: number) => void
}

/**
 * A cursor over the rows: J and K move it anywhere, the arrow keys from a row, Home, End, Page Up and Page Down by
 * more. It is the keyboard's focus, so that it can be seen and heard. Where its row is not drawn yet, the list is
 * scrolled there and the focus follows.
 */
export function useRowCursor({ list, loaded, reachable, rowHeight, head, onOpen }: RowCursorOptions) {
  const cursor = useRef<{ id: number | undefined; index: number } | null>(null)
  /** The row that gets the focus as soon as it is there, unless the focus has meanwhile gone elsewhere than it was. */
  const awaited = useRef<{ index: number; focus: Element | null } | null>(null)

  const focusAwaited = useCallback(() => {
    const { current } = awaited
    if (!current) return
    const row = rowAt(list, current.index)
    const hasLeft = document.activeElement !== current.focus && !isHere(list)
    if (row || hasLeft) awaited.current = null
    if (!row || hasLeft) return
    row.focus({ preventScroll: true })
  }, [list])
  // Rows come with loading and with scrolling, which draw at different times.
  useEffect(focusAwaited)

  function go(index: number) {
    const target = Math.max(0, Math.min(index, reachable - 1))
    cursor.current = { id: loaded.rows[target - loaded.start]?.id, index: target }
    awaited.current = { index: target, focus: document.activeElement }
    reveal(list, target, rowHeight, head)
    focusAwaited()
  }

  /** Where the cursor is now: with its product, which changes may have moved. */
  function place(): number | null {
    const held = focusedIndex(list)
    if (held !== null) return held
    const { current } = cursor
    if (!current) return null
    const at = loaded.rows.findIndex((row) => row.id === current.id)
    return at < 0 ? current.index : loaded.start + at
  }

  const move = (by: number) => {
    const from = place()
    go(from === null ? firstVisible(list, rowHeight, head) : from + by)
  }
  const page = () => (list.current ? Math.floor(scrollerOf(list.current, head).height() / rowHeight) - 1 : 1)
  const steps: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => move(page()),
    PageUp: () => move(-page()),
    Home: () => go(0),
    End: () => go(reachable - 1),
  }

  useShortcut('j', 'nextRow', () => move(1))
  useShortcut('k', 'previousRow', () => move(-1))
  useShortcut('enter', 'openRow', () => {
    const row = loaded.rows[(focusedIndex(list) ?? -1) - loaded.start]
    if (row) onOpen(row.id)
  })
  useScrollKeys(steps)

  return {
    onKeyDown(event: KeyboardEvent) {
      const step = steps[event.key]
      if (!step || !(event.target instanceof HTMLTableRowElement) || isModified(event)) return
      event.preventDefault()
      step()
    },
  }
}

const SCROLL_KEYS = ['Home', 'End', 'PageUp', 'PageDown']

/** The page itself does not scroll on a desk, so the keys that would scroll it act on the list. */
function useScrollKeys(steps: Record<string, () => void>): void {
  useListener(window, 'keydown', (event) => {
    const { activeElement } = document
    const isElsewhere = activeElement !== document.body && activeElement?.id !== 'main'
    if (event.defaultPrevented || isElsewhere || isModified(event) || !SCROLL_KEYS.includes(event.key)) return
    event.preventDefault()
    steps[event.key]?.()
  })
}

/** The focus is on nothing that has a use for these keys. */
function isNowhere(): boolean {
  const { activeElement } = document
  return activeElement === document.body || activeElement?.matches('#main, [data-scroll-box]') === true
}

function isHere(list: RefObject<HTMLElement | null>): boolean {
  return isNowhere() || list.current?.parentElement?.contains(document.activeElement) === true
}

function isModified(event: KeyboardEvent | globalThis.KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || event.shiftKey
}

function rowAt(list: RefObject<HTMLElement | null>, index: number): HTMLElement | null {
  return list.current?.parentElement?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
}

/** The row that the focus is in, or whose button or link it is on. */
function focusedIndex(list: RefObject<HTMLElement | null>): number | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-index]')
  if (!row || !list.current?.parentElement?.contains(row)) return null
  return Number(row.dataset.index)
}

function firstVisible(list: RefObject<HTMLElement | null>, rowHeight: number, head: number): number {
  return list.current ? Math.max(0, Math.ceil(scrollerOf(list.current, head).above() / rowHeight)) : 0
}

function reveal(list: RefObject<HTMLElement | null>, index: number, rowHeight: number, head: number): void {
  if (!list.current) return
  const scroller = scrollerOf(list.current, head)
  const above = scroller.above()
  const top = index * rowHeight
  if (top < above) scroller.moveBy(top - above)
  else scroller.moveBy(Math.max(0, top + rowHeight - above - scroller.height()))
}
