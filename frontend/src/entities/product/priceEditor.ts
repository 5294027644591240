import { openOne } from '@/lib/openOne'
import type { Product } from './types'

/** The price editor that is open: whose, and from where. */
export interface OpenPriceEditor {
  /** The product as the person saw it when it opened. */
  seen: Product
  anchor: HTMLElement
  /** What it starts with, where that is not the price. */
  typed?: string
}

/* One at a time, and outside the list: a row that moves, changes or leaves does not take what was typed along. */
export const { set: openPriceEditor, useValue: useOpenPriceEditor } = openOne<OpenPriceEditor>()
