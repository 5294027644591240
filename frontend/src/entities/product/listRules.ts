import { searchVerdict, type Verdict } from '@/lib/search'
import type { ListParams } from './queries'
import type { Product } from './types'

/*
 * What can be said in the browser about a row's place in a list. Where the server's own judgement is needed (text
 * search, collation) the answer is "maybe" or "unknown", and the list asks the server instead of guessing.
 */

interface Rule {
  /** Fields the rule reads that can change during a product's life. */
  reads: readonly (keyof Product)[]
  test(row: Product, value: unknown, userId: number | null): Verdict
}

const SEARCHED = ['name', 'sku', 'barcode', 'description'] as const

const RULES: Readonly<Record<string, Rule>> = {
  scope: {
    reads: [],
    test: (row, value, userId) =>
      value === 'all' ? 'yes' : userId === null ? 'maybe' : verdict(row.created_by === userId),
  },
  // A person who is renamed takes the products along.
  owner: { reads: ['owner'], test: (row, value) => verdict(row.owner === value) },
  category: {
    reads: ['category'],
    test: (row, value) => {
      const slugs = [value].flat()
      return verdict(slugs.length === 0 || slugs.includes(row.category))
    },
  },
  is_active: { reads: ['is_active'], test: (row, value) => verdict(row.is_active === value) },
  in_stock: { reads: ['is_in_stock'], test: (row, value) => verdict(row.is_in_stock === value) },
  low_stock: { reads: ['is_low_stock'], test: (row, value) => verdict(row.is_low_stock === value) },
  price_min: { reads: ['price'], test: (row, value) => verdict(Number(row.price) >= Number(value)) },
  price_max: { reads: ['price'], test: (row, value) => verdict(Number(row.price) <= Number(value)) },
  quantity_min: { reads: ['quantity'], test: (row, value) => verdict(row.quantity >= Number(value)) },
  quantity_max: { reads: ['quantity'], test: (row, value) => verdict(row.quantity <= Number(value)) },
  search: {
    reads: SEARCHED,
    test: (row, value) =>
      searchVerdict(
        SEARCHED.map((field) => row[field]),
        String(value),
      ),
  },
}

/** A filter this client has no rule for: the server must be asked, whatever changed. */
const UNKNOWN: Rule = { reads: ['version'], test: () => 'maybe' }

/** Whether `row` belongs to the list, as far as that can be known here. */
export function belongs(params: ListParams, row: Product, userId: number | null): Verdict {
  let result: Verdict = 'yes'
  for (const [rule, value] of activeRules(params)) {
    const answer = rule.test(row, value, userId)
    if (answer === 'no') return 'no'
    if (answer === 'maybe') result = 'maybe'
  }
  return result
}

/** Whether a change from `before` to `after` may have moved the row out of the list. */
export function mayLeave(
  params: ListParams,
  before: Product,
  after: Product,
  userId: number | null,
): boolean {
  const touched = activeRules(params).some(([rule]) =>
    rule.reads.some((field) => before[field] !== after[field]),
  )
  return touched && belongs(params, after, userId) !== 'yes'
}

/** Whether a product that changes can enter or leave the list at all. */
export function membershipCanChange(params: ListParams): boolean {
  return activeRules(params).some(([rule]) => rule.reads.length > 0)
}

interface Order {
  /** Null: sorted by relevance. */
  field: string | null
  descending: boolean
}

/** Whether the change touches what the list is sorted by. */
export function sortKeyChanged(params: ListParams, before: Product, after: Product): boolean {
  const { field } = orderOf(params)
  if (field === null) return SEARCHED.some((name) => before[name] !== after[name])
  return before[field as keyof Product] !== after[field as keyof Product]
}

/** Whether the list's sort key can never change for a product that exists. */
export function sortKeyIsFixed(params: ListParams): boolean {
  return orderOf(params).field === 'created_at'
}

/**
 * Whether `first` certainly stands before `second`. False also when it cannot be known here: equal keys, names
 * (the database's collation decides) and relevance.
 */
export function standsBefore(params: ListParams, first: Product, second: Product): boolean {
  const { field, descending } = orderOf(params)
  const a = numericKey(field, first)
  const b = numericKey(field, second)
  if (a === null || b === null) return false
  return descending ? a > b : a < b
}

function orderOf(params: ListParams): Order {
  const ordering = params.ordering || (params.search ? null : '-created_at')
  if (ordering === null) return { field: null, descending: false }
  const descending = ordering.startsWith('-')
  return { field: descending ? ordering.slice(1) : ordering, descending }
}

function numericKey(field: string | null, row: Product): number | null {
  if (field === 'quantity') return row.quantity
  if (field === 'price') return Number(row.price)
  if (field === 'created_at' || field === 'updated_at') return Date.parse(row[field])
  return null
}

function activeRules(params: ListParams): [Rule, unknown][] {
  return Object.entries(params)
    .filter(([name, value]) => name !== 'ordering' && value !== undefined && value !== null && value !== '')
    .map(([name, value]) => [RULES[name] ?? UNKNOWN, value])
}

function verdict(holds: boolean): Verdict {
  return holds ? 'yes' : 'no'
}
