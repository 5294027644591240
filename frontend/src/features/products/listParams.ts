import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { ListParams } from './queries'

export type StatusFilter = 'all' | 'in_stock' | 'low' | 'out' | 'inactive'

/** What a list shows, as the address says it. The address is the only place where it is kept. */
export interface ListView {
  search: string
  category: string[]
  status: StatusFilter
  /** The API's ordering; empty for the default. */
  sort: string
}

export const STATUS_LABELS: Record<StatusFilter, string> = {
  all: 'All',
  in_stock: 'In stock',
  low: 'Low',
  out: 'Out',
  inactive: 'Inactive',
}

export const SORT_LABELS: Record<string, string> = {
  '-created_at': 'Newest first',
  created_at: 'Oldest first',
  '-updated_at': 'Last changed first',
  updated_at: 'Longest unchanged first',
  name: 'Name A to Z',
  '-name': 'Name Z to A',
  quantity: 'Fewest on hand first',
  '-quantity': 'Most on hand first',
  price: 'Lowest price first',
  '-price': 'Highest price first',
}

const STATUS_PARAMS: Record<StatusFilter, Partial<ListParams>> = {
  all: {},
  in_stock: { in_stock: true },
  // A product that is not sold need not be bought: the same count as on the dashboard.
  low: { low_stock: true, is_active: true },
  out: { in_stock: false, is_active: true },
  inactive: { is_active: false },
}

export function useListView() {
  const [urlParams, setUrlParams] = useSearchParams()
  const view = useMemo(() => readView(urlParams), [urlParams])

  const change = useCallback(
    (part: Partial<ListView>, options?: { replace?: boolean }) => {
      setUrlParams((current) => writeView({ ...readView(current), ...part }), {
        replace: options?.replace,
        preventScrollReset: true,
      })
    },
    [setUrlParams],
  )

  const clear = useCallback(() => change({ search: '', category: [], status: 'all' }), [change])
  return { view, change, clear, isFiltered: isFiltered(view) }
}

/** The request that shows a view. */
export function toListParams(view: ListView, scope: ListParams['scope']): ListParams {
  return {
    scope,
    ...(view.search && { search: view.search }),
    ...(view.category.length > 0 && { category: view.category }),
    ...STATUS_PARAMS[view.status],
    ...(view.sort && { ordering: view.sort }),
  }
}

function isFiltered({ search, category, status }: ListView): boolean {
  return search !== '' || category.length > 0 || status !== 'all'
}

function readView(params: URLSearchParams): ListView {
  const status = params.get('status') ?? 'all'
  const sort = params.get('sort') ?? ''
  return {
    search: params.get('search') ?? '',
    // Sorted, so that the same choice is the same list however it was clicked together.
    category: [...new Set(params.getAll('category'))].sort(),
    status: status in STATUS_LABELS ? (status as StatusFilter) : 'all',
    sort: sort in SORT_LABELS ? sort : '',
  }
}

function writeView({ search, category, status, sort }: ListView): URLSearchParams {
  const params = new URLSearchParams()
  if (search) params.set('search', search)
  for (const slug of category) params.append('category', slug)
  if (status !== 'all') params.set('status', status)
  if (sort) params.set('sort', sort)
  return params
}
