import { useEffect, useSyncExternalStore } from 'react'
import type { Product } from '@/entities/product/types'
import { useShortcut } from '@/lib/shortcuts'
import { type ListInSight, type Picked, type Selection, selection } from './store'

export function useSelection(): Selection {
  return useSyncExternalStore(selection.subscribe, selection.get)
}

/** Whether a product is selected. Draws again only when that changes. */
export function useIsSelected(id: number): boolean {
  return useSyncExternalStore(selection.subscribe, () => selection.has(id))
}

/** Whether a phone shows its check boxes. */
export function useIsSelecting(): boolean {
  return useSyncExternalStore(selection.subscribe, () => {
    const { count, isAllMatching, isSelecting } = selection.get()
    return isSelecting || isAllMatching || count > 0
  })
}

/** A finger that stays on a card selects it. (Where holding opens no menu, the sheet of filters has it too.) */
export function selectOnHold(event: MouseEvent, product: Picked): void {
  if (!(event instanceof PointerEvent) || event.pointerType !== 'touch') return
  event.preventDefault()
  if (!selection.has(product.id)) selection.toggle(product)
}

/** X selects the row that the keyboard is in. */
export function useSelectKey({ start, rows }: { start: number; rows: readonly Product[] }): void {
  useShortcut('x', 'selectRow', () => {
    const index = document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset.index
    const row = index === undefined ? undefined : rows[Number(index) - start]
    if (row) selection.toggle(row)
  })
}

/** Tells the selection which list is on the screen. It ends with the page. */
export function useSelectionIn({ params, rows }: ListInSight): void {
  useEffect(() => selection.see({ params, rows }), [params, rows])
  useEffect(() => selection.clear, [])
}
