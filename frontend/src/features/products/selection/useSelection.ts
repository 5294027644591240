import { useEffect, useSyncExternalStore } from 'react'
import { type ListInSight, type Selection, selection } from './store'

export function useSelection(): Selection {
  return useSyncExternalStore(selection.subscribe, selection.get)
}

/** Whether a product is selected. Draws again only when that changes. */
export function useIsSelected(id: number): boolean {
  return useSyncExternalStore(selection.subscribe, () => selection.has(id))
}

/** Tells the selection which list is on the screen. It ends with the page. */
export function useSelectionIn({ params, rows }: ListInSight): void {
  useEffect(() => selection.see({ params, rows }), [params, rows])
  useEffect(() => selection.clear, [])
}
