import type { Sign } from '@/entities/movement/quickReasons'
import type { Reason } from '@/entities/movement/types'
import { formatCount } from '@/lib/format'
import { isUnusual, parseCount } from '@/lib/parseNumber'
import * as text from '@/strings/bulk'
import { unusualEach } from '@/strings/numbers'
import type { BulkChange } from './requests'

export type ActionName = 'adjust' | 'category' | 'activate' | 'deactivate' | 'delete'

/** To delete more than so many, their number has to be typed: a slip of the hand cannot do that. */
const TYPED_FROM = 20

/** What is typed and chosen in the dialog, whichever of it the action needs. */
export interface Draft {
  sign: Sign
  /** By how much, as it was typed. */
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
    return !mustType(action, count) || isConfirmed(draft, count) ? { action: 'delete' } : null
  }
  const { value } = parseCount(draft.amount)
  if (!value) return null
  const delta = draft.sign === 'add' ? value : -value
  const note = draft.note.trim()
  return { action: 'adjust', delta, reason: draft.reason, ...(note && { note }) }
}

/** Whether the number of products was typed as it is. */
export function isConfirmed({ typed }: Draft, count: number): boolean {
  return parseCount(typed).value === count
}

/** What is wrong with the amount; null when it can be used. */
export function amountProblem({ amount }: Draft): string | null {
  const { value, problem } = parseCount(amount)
  return value === 0 || amount.trim() === '' ? text.enterNumber : problem
}

/** What has to be asked about the change before it begins; null for an ordinary one. */
export function unusualQuestion(change: BulkChange): string | null {
  if (change.action !== 'adjust' || !isUnusual(change.delta, 0)) return null
  return unusualEach(formatCount(change.delta))
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
  const { value } = parseCount(draft.amount)
  if (!value) return text.adjust
  return draft.sign === 'add' ? text.addEach(value, count) : text.takeEach(value, count)
}
