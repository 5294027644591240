import type { Product } from '@/entities/product/types'
import { openOne } from '@/lib/openOne'
import type { Sign } from './quickReasons'
import type { ChosenReason } from './types'

export type Mode = Sign | 'set'

/** The stock editor that is open: whose, from where, and what it starts with. */
export interface OpenEditor {
  /** The product as the person saw it when it opened. */
  seen: Product
  anchor: HTMLElement
  mode?: Mode
  amount?: number
  reason?: ChosenReason
  note?: string
}

/* One editor at a time. It lives outside the lists, so that a row that moves or leaves does not take it along. */
const { set, useValue } = openOne<OpenEditor>()

export const useOpenEditor = useValue

export function openEditor(editor: OpenEditor): void {
  set(editor)
}

export function closeEditor(): void {
  set(null)
}
