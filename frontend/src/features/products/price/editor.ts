import { useSyncExternalStore } from 'react'
import type { Product } from '@/features/products/types'

/** The price editor that is open: whose, and from where. */
export interface OpenPriceEditor {
  /** The product as the person saw it when it opened. */
  seen: Product
  anchor: HTMLElement
}

/* One at a time, and outside the list: a row that moves, changes or leaves does not take what was typed along. */

let current: OpenPriceEditor | null = null
const listeners = new Set<() => void>()

export function openPriceEditor(editor: OpenPriceEditor | null): void {
  current = editor
  for (const listener of listeners) listener()
}

export function useOpenPriceEditor(): OpenPriceEditor | null {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
