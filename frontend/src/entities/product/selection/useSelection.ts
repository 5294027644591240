import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react'
import type { Product } from '@/entities/product/types'
import { can, usePerson } from '@/entities/user/can'
import { useShortcut } from '@/lib/shortcuts'
import { type ListInSight, type Picked, type Selection, selection } from './store'

export function useSelection(): Selection {
  return useSyncExternalStore(selection.subscribe, selection.get)
}

/** Whether a product is selected. Draws again only when that changes. */
export function useIsSelected(id: number): boolean {
  return useSyncExternalStore(selection.subscribe, () => selection.has(id))
}

/** Whether there is anything to be selected for. */
export function useIsSelectionOffered(): boolean {
  return useSyncExternalStore(selection.subscribe, () => selection.get().isOffered)
}

/** Whether a phone shows its check boxes. */
export function useIsSelecting(): boolean {
  return useSyncExternalStore(selection.subscribe, () => {
    const { count, isAllMatching, isSelecting } = selection.get()
    return isSelecting || isAllMatching || count > 0
  })
}

/** A finger that stays on a card selects it. (Where holding opens no menu, the menu of the list has it too.) */
export function selectOnHold(event: MouseEvent, product: Picked): void {
  if (!(event instanceof PointerEvent) || event.pointerType !== 'touch') return
  if (!selection.get().isOffered) return
  event.preventDefault()
  if (!selection.has(product.id)) selection.toggle(product)
}

/** X selects the row that the keyboard is in. */
export function useSelectKey({ start, rows }: { start: number; rows: readonly Product[] }): void {
  const isOffered = useIsSelectionOffered()
  function toggle() {
    const index = document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset.index
    const row = index === undefined ? undefined : rows[Number(index) - start]
    if (row) selection.toggle(row)
  }
  useShortcut('x', 'selectRow', toggle, { enabled: isOffered })
}

/** Tells the selection which list is on the screen. It ends with the page. */
export function useSelectionIn({ params, rows }: ListInSight): void {
  const isOffered = can(usePerson(), 'product:select')
  // In the commit that paints: what is pressed as soon as rows show is meant for these rows.
  useLayoutEffect(() => selection.setOffered(isOffered), [isOffered])
  useLayoutEffect(() => selection.see({ params, rows }), [params, rows])
  useEffect(() => selection.clear, [])
}
