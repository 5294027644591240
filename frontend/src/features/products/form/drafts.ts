import type { Product } from '@/features/products/types'
import { isProductField, type ProductValues } from './schema'

/** What was typed into a form and not saved. */
export interface Draft {
  /** The version it was typed over; null for a new product. */
  base: Product | null
  values: Partial<ProductValues>
  /** A picture was chosen too. It is too large to be kept here. */
  hadPicture: boolean
  /** When it was typed, as an ISO time. */
  at: string
}

/** Of a person in this tab: it outlives a reload, a crash and signing in again, and goes with the tab. */
export function draftKey(userId: number | null, place: string): string {
  return `lr.draft.${userId ?? 0}.${place}`
}

export function readDraft(key: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return isDraft(draft) ? draft : null
  } catch {
    return null
  }
}

export function keepDraft(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // The storage is full or forbidden: the form itself still has everything.
  }
}

export function dropDraft(key: string): void {
  sessionStorage.removeItem(key)
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null || !('values' in value)) return false
  const { values } = value
  return typeof values === 'object' && values !== null && Object.keys(values).every(isProductField)
}
