import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { Product } from '@/entities/product/types'
import type { RowWindow } from './useProductList'

/** A row that stays in the page although it is scrolled out of it. */
export interface KeptRow {
  index: number
  product: Product
}

/**
 * The row that the keyboard is in, when it is not among those to be drawn (`first` up to, and without, `last`), or not
 * loaded. Without it in the page, the focus would be nowhere, and the next Tab would start from the top.
 */
export function useFocusedRow(
  list: RefObject<HTMLElement | null>,
  loaded: RowWindow,
  { first, last }: { first: number; last: number },
): KeptRow | null {
  const latest = useRef(loaded)
  const focused = useRef<(KeptRow & { list: string }) | null>(null)
  useLayoutEffect(() => {
    latest.current = loaded
  })
  useLayoutEffect(() => {
    const container = list.current?.parentElement
    function onFocus({ target }: FocusEvent) {
      const row = (target as Element).closest<HTMLElement>('[data-index]')
      const index = row && container?.contains(row) ? Number(row.dataset.index) : -1
      const product = latest.current.rows[index - latest.current.start]
      if (product) focused.current = { index, product, list: latest.current.list }
      // The row that is kept need not be loaded any more.
      else if (index !== focused.current?.index) focused.current = null
    }
    function onBlur({ relatedTarget }: FocusEvent) {
      // A window that loses the focus gives it back to the same row.
      if (relatedTarget === null && document.hasFocus()) focused.current = null
    }
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', onBlur)
    return () => {
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', onBlur)
    }
  }, [list])

  // Read while drawing: the row must not leave the page even once.
  const kept = focused.current
  if (!kept || kept.list !== loaded.list) return null
  const at = loaded.rows.findIndex(({ id }) => id === kept.product.id)
  const index = at < 0 ? kept.index : loaded.start + at
  const isDrawn = at >= 0 && index >= first && index < last
  const isInWindow = index >= loaded.start && index < loaded.start + loaded.rows.length
  const isGone = index >= loaded.count || (at < 0 && isInWindow)
  return isDrawn || isGone ? null : { index, product: loaded.rows[at] ?? kept.product }
}
