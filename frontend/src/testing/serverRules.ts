import type { Movement } from '@/entities/movement/types'
import type { Product } from '@/entities/product/types'

/*
 * What the server's filters let through, for the fake API. `tests/cases` holds these rules, the server's, and those of
 * the browser to the same cases.
 */

export function findsText(fields: readonly (string | null)[], query: string): boolean {
  const texts = fields.map((field) => folded(field ?? ''))
  const words = folded(query).split(/\s+/).filter(Boolean)
  return words.every((word) => texts.some((text) => text.includes(word)))
}

export function listsProduct(row: Product, query: URLSearchParams): boolean {
  const one = (name: string) => query.get(name) ?? ''
  const isTrue = (name: string, value: boolean) => one(name) === '' || (one(name) === 'true') === value
  const categories = query.getAll('category').filter(Boolean)
  return (
    findsText([row.name, row.sku, row.barcode, row.description], one('search')) &&
    (categories.length === 0 || categories.includes(row.category)) &&
    isTrue('is_active', row.is_active) &&
    isTrue('in_stock', row.quantity > 0) &&
    isTrue('low_stock', row.is_low_stock) &&
    (one('price_min') === '' || Number(row.price) >= Number(one('price_min'))) &&
    (one('price_max') === '' || Number(row.price) <= Number(one('price_max'))) &&
    (one('quantity_min') === '' || row.quantity >= Number(one('quantity_min'))) &&
    (one('quantity_max') === '' || row.quantity <= Number(one('quantity_max'))) &&
    (one('owner') === '' || row.owner === one('owner'))
  )
}

export function listsMovement(movement: Movement, query: URLSearchParams): boolean {
  const one = (name: string) => query.get(name) ?? ''
  const at = Date.parse(movement.created_at)
  const products = query.getAll('product').map(Number)
  const reasons = query.getAll('reason')
  return (
    findsText([movement.name, movement.sku], one('search')) &&
    (products.length === 0 || products.includes(movement.product ?? 0)) &&
    (reasons.length === 0 || reasons.includes(movement.reason)) &&
    (one('actor') === '' || movement.actor === one('actor')) &&
    (one('date_from') === '' || at >= Date.parse(one('date_from'))) &&
    (one('date_to') === '' || at <= Date.parse(one('date_to')))
  )
}

const LIKE_ASCII: Record<string, string> = {
  ...{ ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ŧ: 't', ı: 'i', ð: 'd', æ: 'ae', œ: 'oe', þ: 'th' },
  ...Object.fromEntries([...'‘’‚‛′ʼ'].map((sign) => [sign, "'"])),
  ...Object.fromEntries([...'“”„‟'].map((sign) => [sign, '"'])),
  ...Object.fromEntries([...'‐‒–—―−'].map((sign) => [sign, '-'])),
}

/** Without case, accents and what is invisible. By way of upper case, in which "ß" and "ς" are as others write them. */
function folded(text: string): string {
  const bare = text
    .normalize('NFKD')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}]/gu, '')
  return [...bare]
    .map((char) => LIKE_ASCII[char] ?? (char === 'ς' ? 'σ' : char))
    .join('')
    .normalize('NFC')
}
