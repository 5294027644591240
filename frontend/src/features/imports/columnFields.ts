import type { Choices, Import, ImportColumn, Kind } from './requests'

/** What the columns of a file can be, in the order in which they are offered. */
export const FIELDS: Record<Kind, readonly string[]> = {
  products: [
    'sku',
    'barcode',
    'name',
    'category',
    'price',
    'quantity',
    'reorder_level',
    'description',
    'is_active',
    'id',
    'version',
    'owner',
  ],
  stock: ['sku', 'barcode', 'counted', 'expected', 'change', 'reason', 'note', 'counted_at', 'id', 'name'],
}

const KEYS = ['id', 'sku', 'barcode']
/** What new products need, beside the category, which has a default. */
const NEEDED = ['name', 'price']
const NUMBERS = new Set(['price', 'quantity', 'reorder_level', 'expected', 'counted', 'change'])
const CLEARABLE = new Set(['barcode', 'description', 'reorder_level'])

/** What a column was said to be; null: it is not imported. */
export function fieldOf({ mapping }: Pick<Import, 'mapping'>, { index }: Pick<ImportColumn, 'index'>) {
  return Object.entries(mapping).find(([, column]) => column === index)?.[0] ?? null
}

export const holdsNumbers = (field: string | null) => field !== null && NUMBERS.has(field)
export const holdsDates = (field: string | null) => field === 'counted_at'
export const isClearable = (field: string | null) => field !== null && CLEARABLE.has(field)

/** The mapping with a column that is now `field`, which no other column is any more; null: it is nothing. */
export function remapped(mapping: Import['mapping'], index: number, field: string | null): Import['mapping'] {
  const others = Object.entries(mapping).filter(([name, column]) => column !== index && name !== field)
  return Object.fromEntries(field === null ? others : [...others, [field, index]])
}

/** What an import shows while choices are on their way. */
export function withChoices(source: Import, choices: Choices | undefined): Import {
  if (!choices) return source
  const { decimal = {}, dates = {}, ...rest } = choices
  const columns = source.columns.map((column) => ({
    ...column,
    decimal: decimal[column.index] ?? column.decimal,
    date_order: dates[column.index] ?? column.date_order,
  }))
  return { ...source, ...rest, columns }
}

export interface Lacks {
  /** The rows cannot be checked like this. */
  blocked: 'nothing' | 'key' | 'count' | null
  /** Rows that name no product are all new ones. */
  noKey: boolean
  /** Fields that new products need and no column has. */
  needed: readonly string[]
}

/** What a file lacks for its rows to become something. */
export function lacksOf({ kind, mapping, on_new, defaults }: Import): Lacks {
  const has = (field: string) => field in mapping
  const hasKey = KEYS.some(has)
  if (kind === 'stock') {
    const blocked = !hasKey ? 'key' : has('counted') || has('change') ? null : 'count'
    return { blocked, noKey: false, needed: [] }
  }
  const needed = on_new === 'create' ? NEEDED.filter((field) => !has(field) && !defaults[field]) : []
  const blocked = Object.keys(mapping).length === 0 ? 'nothing' : null
  return { blocked, noKey: !hasKey, needed }
}

/** The spreadsheet's name of a column: A for 0, AB for 27. */
export function letterOf(index: number): string {
  const rest = String.fromCharCode(65 + (index % 26))
  return index < 26 ? rest : letterOf(Math.floor(index / 26) - 1) + rest
}

export const MATCHES = {
  sku_barcode: ['id', 'sku', 'barcode'],
  barcode_sku: ['id', 'barcode', 'sku'],
  sku: ['sku'],
  barcode: ['barcode'],
  id: ['id'],
} as const

/** Which of MATCHES an order of keys is; the first where it is none of them. */
export function matchOf(keys: readonly string[]): keyof typeof MATCHES {
  const name = (Object.keys(MATCHES) as (keyof typeof MATCHES)[]).find(
    (one) => MATCHES[one].join() === keys.join(),
  )
  return name ?? 'sku_barcode'
}
