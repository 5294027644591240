import { firstReason, type Sign } from '@/entities/movement/quickReasons'
import type { ChosenReason } from '@/entities/movement/types'
import { formatCount } from '@/lib/format'
import { isUnusual, parseCount } from '@/lib/parseNumber'
import * as text from '@/strings/bulk'
import { unusualEach } from '@/strings/numbers'
import type { BulkChange } from './requests'

export type ActionName = 'adjust' | 'category' | 'activate' | 'deactivate' | 'delete'

/** To delete more than so many, their number has to be typed: a slip of the hand cannot do that. */
const TYPED_FROM = 20

/** What is typed and chosen in the dialog, whichever of it the action needs. */
export interface BulkValues {
  sign: Sign
  /** By how much, as it was typed. */
  amount: string
  reason: ChosenReason
  note: string
  category: string
  /** The number of products, typed to confirm. */
  typed: string
}

export function emptyValues(): BulkValues {
  return { sign: 'add', amount: '', reason: firstReason('add'), note: '', category: '', typed: '' }
}

export function mustType(action: ActionName, count: number): boolean {
  return action === 'delete' && count > TYPED_FROM
}

/** The change that the values ask for; null while they do not say enough. */
export function changeOf(action: ActionName, values: BulkValues, count: number): BulkChange | null {
  if (action === 'activate') return { action: 'set_active', is_active: true }
  if (action === 'deactivate') return { action: 'set_active', is_active: false }
  if (action === 'category') {
    return values.category ? { action: 'set_category', category: values.category } : null
  }
  if (action === 'delete') {
    return !mustType(action, count) || isConfirmed(values, count) ? { action: 'delete' } : null
  }
  const { value } = parseCount(values.amount)
  if (!value) return null
  const delta = values.sign === 'add' ? value : -value
  const note = values.note.trim()
  return { action: 'adjust', delta, reason: values.reason, ...(note && { note }) }
}

/** Whether the number of products was typed as it is. */
export function isConfirmed({ typed }: BulkValues, count: number): boolean {
  return parseCount(typed).value === count
}

/** What is wrong with the amount; null when it can be used. */
export function amountProblem({ amount }: BulkValues): string | null {
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
export function confirmOf(action: ActionName, values: BulkValues, count: number): string {
  if (action === 'category') return text.setThem(count)
  if (action === 'activate') return text.activateThem(count)
  if (action === 'deactivate') return text.deactivateThem(count)
  if (action === 'delete') return text.deleteThem(count)
  const { value } = parseCount(values.amount)
  if (!value) return text.adjust
  return values.sign === 'add' ? text.addEach(value, count) : text.takeEach(value, count)
}
