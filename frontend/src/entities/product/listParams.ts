import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useSearchChange } from '@/lib/useSearchChange'
import { hasAt } from './asOf'
import type { ListParams, Ordering } from './queries'

const STATUS_PARAMS = {
  all: {},
  in_stock: { in_stock: true },
  // A product that is not sold need not be bought, and one that is out is more than low: as the counts on the tabs.
  low: { low_stock: true, in_stock: true, is_active: true },
  out: { in_stock: false, is_active: true },
  inactive: { is_active: false },
} satisfies Record<string, Partial<ListParams>>

export type StatusFilter = keyof typeof STATUS_PARAMS

/** What a list shows, as the address says it. The address is the only place where it is kept. */
export interface ListView {
  search: string
  category: string[]
  status: StatusFilter
  /** Decimal strings; empty for no limit. */
  priceMin: string
  priceMax: string
  /** Whole numbers; empty for no limit. */
  quantityMin: string
  quantityMax: string
  /** A username; empty for anyone. */
  owner: string
  /** The API's ordering; empty for the default. */
  sort: string
}

export type ChangeView = (part: Partial<ListView>, options?: { replace?: boolean }) => void

/** No filters; the order is not one of them. */
export const NO_FILTERS = {
  search: '',
  category: [],
  status: 'all',
  priceMin: '',
  priceMax: '',
  quantityMin: '',
  quantityMax: '',
  owner: '',
} satisfies Omit<ListView, 'sort'>

/** The saved view that is shown; what filters it was saved with may have been changed since. */
export const SAVED_VIEW_KEY = 'view'

const KEYS = [
  'search',
  'category',
  'status',
  'price_min',
  'price_max',
  'quantity_min',
  'quantity_max',
  'owner',
  'sort',
]
/** As the server takes them; what is longer would be refused. */
const SEARCH_MAX = 200
const SLUG = /^[-\w]{1,60}$/
const PRICE = /^\d{1,8}(\.\d{1,2})?$/
const COUNT = /^\d{1,9}$/
const USERNAME = /^[\p{L}\p{N}_.@+-]{1,150}$/u
const ORDERING = /^-?(name|sku|price|quantity|created_at|updated_at)$/

export function useListView() {
  const [urlParams, changeUrl] = useSearchChange()
  const view = useMemo(() => readView(urlParams), [urlParams])

  const change: ChangeView = useCallback(
    (part, options) => changeUrl((current) => writeView(current, { ...readView(current), ...part }), options),
    [changeUrl],
  )
  const clear = useCallback(() => {
    changeUrl((current) => {
      const next = writeView(current, { ...readView(current), ...NO_FILTERS })
      next.delete(SAVED_VIEW_KEY)
      return next
    })
  }, [changeUrl])
  return { view, change, clear, isFiltered: isFiltered(view) }
}

/** The parameters of the API that a status of the address stands for; undefined for an unknown status. */
export function statusParams(status: string): Partial<ListParams> | undefined {
  return Object.hasOwn(STATUS_PARAMS, status) ? STATUS_PARAMS[status as StatusFilter] : undefined
}

/** The request that shows a view. */
export function toListParams(view: ListView, scope: ListParams['scope']): ListParams {
  return {
    scope,
    ...(view.search && { search: view.search }),
    ...(view.category.length > 0 && { category: view.category }),
    ...STATUS_PARAMS[view.status],
    ...(view.priceMin && { price_min: view.priceMin }),
    ...(view.priceMax && { price_max: view.priceMax }),
    ...(view.quantityMin && { quantity_min: Number(view.quantityMin) }),
    ...(view.quantityMax && { quantity_max: Number(view.quantityMax) }),
    ...(view.owner && { owner: view.owner }),
    ...(isOrdering(view.sort) && { ordering: view.sort }),
  }
}

/** Whether a tab of its own says what status the list is of. A saved view's tab says its name; the past has no tabs. */
export function useHasTab({ status }: ListView): boolean {
  const [params] = useSearchParams()
  return !params.has(SAVED_VIEW_KEY) && !hasAt(params) && (status === 'low' || status === 'out')
}

/** Filtered by something beside the search. */
export function isNarrowed(view: ListView): boolean {
  return isFiltered({ ...view, search: '' })
}

function isFiltered(view: ListView): boolean {
  return KEYS.some((key) => key !== 'sort' && writeView(new URLSearchParams(), view).has(key))
}

/** The view that an address names. What it does not understand is left out, so that an old link still shows a list. */
export function readView(params: URLSearchParams): ListView {
  const one = (key: string) => params.get(key)?.trim() ?? ''
  const status = one('status')
  return {
    search: one('search').slice(0, SEARCH_MAX),
    // Sorted, so that the same choice is the same list however it was clicked together.
    category: [...new Set(params.getAll('category'))].filter((slug) => SLUG.test(slug)).sort(),
    status: statusParams(status) ? (status as StatusFilter) : 'all',
    priceMin: readPrice(one('price_min')) ?? '',
    priceMax: readPrice(one('price_max')) ?? '',
    quantityMin: readCount(one('quantity_min')),
    quantityMax: readCount(one('quantity_max')),
    owner: isUsername(one('owner')) ? one('owner') : '',
    sort: isOrdering(one('sort')) ? one('sort') : '',
  }
}

/** `current` with this view in it; what in it does not belong to the view (an open product) stays. */
export function writeView(current: URLSearchParams, view: ListView): URLSearchParams {
  const params = new URLSearchParams(current)
  for (const key of KEYS) params.delete(key)
  if (view.search) params.set('search', view.search)
  for (const slug of view.category) params.append('category', slug)
  if (view.status !== 'all') params.set('status', view.status)
  if (view.priceMin) params.set('price_min', view.priceMin)
  if (view.priceMax) params.set('price_max', view.priceMax)
  if (view.quantityMin) params.set('quantity_min', view.quantityMin)
  if (view.quantityMax) params.set('quantity_max', view.quantityMax)
  if (view.owner) params.set('owner', view.owner)
  if (view.sort) params.set('sort', view.sort)
  return params
}

/** A price of an address in one spelling ("5.00" and "05" are "5"); null when it is none. */
function readPrice(text: string): string | null {
  return PRICE.test(text) ? String(Number(text)) : null
}

/** A whole number of an address in one spelling; empty when it is none. */
function readCount(text: string): string {
  return COUNT.test(text) ? String(Number(text)) : ''
}

function isOrdering(text: string): text is Ordering {
  return ORDERING.test(text)
}

export function isUsername(text: string): boolean {
  return USERNAME.test(text)
}
