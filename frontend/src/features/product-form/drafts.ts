import type { Product } from '@/entities/product/types'
import { stored } from '@/lib/stored'
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

const drafts = stored<Draft | null>('lr.draft', {
  parse(text) {
    const draft: unknown = JSON.parse(text ?? 'null')
    return isDraft(draft) ? draft : null
  },
  print: JSON.stringify,
})

/** Of a person in this tab: it outlives a reload, a crash and signing in again, and goes with the tab. */
export function draftKey(userId: number | null, place: string): string {
  return `${userId ?? 0}.${place}`
}

export function readDraft(key: string): Draft | null {
  return drafts.get(key)
}

export function keepDraft(key: string, draft: Draft): void {
  drafts.set(draft, key)
}

export function dropDraft(key: string): void {
  drafts.remove(key)
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null || !('values' in value)) return false
  const { values } = value
  return typeof values === 'object' && values !== null && Object.keys(values).every(isProductField)
}
