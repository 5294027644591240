import type { Product } from '@/entities/product/types'
import { parseCount, parsePrice } from '@/lib/parseNumber'
import { FIELD_NAMES, type ProductField, type ProductValues, toValues } from './schema'

/** What two people can change at once: each field by itself, and the picture. */
export type MergeField = ProductField | 'image'

const MERGE_FIELDS: readonly MergeField[] = [...FIELD_NAMES, 'image']

/** Where an edit stands towards the product. */
export interface Standing {
  /** What the form is compared with, and the version it is saved over. */
  base: Product
  /** Fields that both changed, to different values, and nobody has decided on. */
  conflicts: readonly MergeField[]
  /** Fields that others changed and the form has taken over. */
  taken: readonly MergeField[]
}

interface Mine {
  values: ProductValues
  /** A picture was chosen, or is to be removed. */
  hasPicture: boolean
}

/**
 * Moves an edit on to a newer version of its product, field by field: what only they changed is taken, what only I
 * changed stays, and what both changed stays mine until somebody decides. `held` is left for later: a field that has
 * the focus does not change under the fingers.
 */
export function rebase(standing: Standing, latest: Product, mine: Mine, held?: MergeField): Standing {
  const { base } = standing
  const arrived = MERGE_FIELDS.filter((field) => field !== held && latest[field] !== base[field])
  const isMine = (field: MergeField) => isChanged(field, base, mine)
  const next = heldBack(base, latest, held)
  const clash = arrived.filter((field) => isMine(field) && isChanged(field, next, mine))
  const taken = arrived.filter((field) => !isMine(field))
  return {
    base: next,
    conflicts: MERGE_FIELDS.filter(
      (field) =>
        (standing.conflicts.includes(field) || clash.includes(field)) && isChanged(field, next, mine),
    ),
    taken: MERGE_FIELDS.filter((field) => standing.taken.includes(field) || taken.includes(field)),
  }
}

/** Whether a newer version has something that the edit does not stand on yet. */
export function isBehind(base: Product, latest: Product): boolean {
  return (
    latest.version > base.version ||
    (latest.version === base.version && MERGE_FIELDS.some((field) => latest[field] !== base[field]))
  )
}

/** The fields in which a form differs from what it started with. */
export function changedFields(values: ProductValues, from: ProductValues): ProductField[] {
  return FIELD_NAMES.filter((field) => !isSame(field, values, from))
}

function isChanged(field: MergeField, base: Product, mine: Mine): boolean {
  if (field === 'image') return mine.hasPicture
  return !isSame(field, mine.values, toValues(base))
}

function isSame(field: ProductField, one: ProductValues, other: ProductValues): boolean {
  return plain(field, one[field]) === plain(field, other[field])
}

/** Without what makes no difference to the server. */
function plain(field: ProductField, value: string | boolean): string | boolean {
  if (typeof value !== 'string') return value
  const text = value.trim().replaceAll('\r\n', '\n')
  if (field === 'price') {
    const { value: price } = parsePrice(text)
    return price === null ? text : Number(price).toFixed(2)
  }
  const isCount = field === 'quantity' || field === 'reorder_level'
  return isCount ? String(parseCount(text).value ?? text) : text
}

function heldBack(base: Product, latest: Product, held: MergeField | undefined): Product {
  return held === undefined ? latest : { ...latest, [held]: base[held] }
}
