import { useSyncExternalStore } from 'react'
import type { Product } from '@/features/products/types'
import type { Sign } from './quickReasons'
import type { Reason } from './types'

export type Mode = Sign | 'set'

/** The stock editor that is open: whose, from where, and what it starts with. */
export interface OpenEditor {
  /** The product as the person saw it when it opened. */
  seen: Product
  anchor: HTMLElement
  mode?: Mode
  amount?: number
  reason?: Reason
}

/* One editor at a time. It lives outside the lists, so that a row that moves or leaves does not take it along. */

let current: OpenEditor | null = null
const listeners = new Set<() => void>()

export function openEditor(editor: OpenEditor): void {
  set(editor)
}

export function closeEditor(): void {
  set(null)
}

export function useOpenEditor(): OpenEditor | null {
  return useSyncExternalStore(subscribe, () => current)
}

function set(editor: OpenEditor | null): void {
  current = editor
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
