import type { Sign } from '@/features/stock/quickReasons'
import type { Reason } from '@/features/stock/types'
import * as text from '@/strings/bulk'
import type { ActionName } from './BulkBar'
import type { BulkChange } from './requests'

/** To delete more than so many, their number has to be typed: a slip of the hand cannot do that. */
const TYPED_FROM = 20

/** What is typed and chosen in the dialog, whichever of it the action needs. */
export interface Draft {
  sign: Sign
  /** By how much; digits only. */
  amount: string
  reason: Reason
  note: string
  category: string
  /** The number of products, typed to confirm. */
  typed: string
}

export const EMPTY_DRAFT: Draft = {
  sign: 'add',
  amount: '',
  reason: 'receive',
  note: '',
  category: '',
  typed: '',
}

export function mustType(action: ActionName, count: number): boolean {
  return action === 'delete' && count > TYPED_FROM
}

/** What the draft says is to be done; null while it does not say enough. */
export function changeOf(action: ActionName, draft: Draft, count: number): BulkChange | null {
  if (action === 'activate') return { action: 'set_active', is_active: true }
  if (action === 'deactivate') return { action: 'set_active', is_active: false }
  if (action === 'category') {
    return draft.category ? { action: 'set_category', category: draft.category } : null
  }
  if (action === 'delete') {
    return !mustType(action, count) || Number(draft.typed) === count ? { action: 'delete' } : null
  }
  const amount = Number(draft.amount)
  const delta = draft.sign === 'add' ? amount : -amount
  const note = draft.note.trim()
  return amount > 0 ? { action: 'adjust', delta, reason: draft.reason, ...(note && { note }) } : null
}

export function questionOf(action: ActionName, count: number): string {
  const titles = {
    adjust: text.adjustTitle,
    category: text.categoryTitle,
    activate: text.activateTitle,
    deactivate: text.deactivateTitle,
    delete: text.deleteTitle,
  }
  return titles[action](count)
}

/** What the button says that does it. */
export function confirmOf(action: ActionName, draft: Draft, count: number): string {
  if (action === 'category') return text.setThem(count)
  if (action === 'activate') return text.activateThem(count)
  if (action === 'deactivate') return text.deactivateThem(count)
  if (action === 'delete') return text.deleteThem(count)
  const amount = Number(draft.amount)
  if (amount === 0) return text.adjust
  return draft.sign === 'add' ? text.addEach(amount, count) : text.takeEach(amount, count)
}
