import { type RefObject, useRef } from 'react'
import type { Product } from '@/entities/product/types'
import { useListener } from '@/lib/useListener'
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
  const focused = useRef<(KeptRow & { list: string }) | null>(null)
  useListener(document, 'focusin', ({ target }) => {
    const row = (target as Element).closest<HTMLElement>('[data-index]')
    const isListed = row !== null && list.current?.parentElement?.contains(row) === true
    const index = isListed ? Number(row.dataset.index) : -1
    const product = loaded.rows[index - loaded.start]
    if (product) focused.current = { index, product, list: loaded.list }
    // The row that is kept need not be loaded any more.
    else if (index !== focused.current?.index) focused.current = null
  })
  useListener(document, 'focusout', ({ relatedTarget }) => {
    // A window that loses the focus gives it back to the same row.
    if (relatedTarget === null && document.hasFocus()) focused.current = null
  })

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
