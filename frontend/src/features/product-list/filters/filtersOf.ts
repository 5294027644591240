import type { ChangeView, ListView } from '@/entities/product/listParams'
import type { ListParams } from '@/entities/product/queries'
import type { FilterName } from './FilterPanel'

export interface ListToolbarProps {
  view: ListView
  scope: ListParams['scope']
  isFiltered: boolean
  onChange: ChangeView
  onClear: () => void
}

const ALL: Exclude<FilterName, 'sort'>[] = ['category', 'status', 'quantity', 'price', 'owner']

/** My products are all of one owner. */
export function filtersOf(scope: ListParams['scope']): Exclude<FilterName, 'sort'>[] {
  return scope === 'mine' ? ALL.filter((name) => name !== 'owner') : ALL
}

/** How many filters of a kind are set. */
export function usesOf(view: ListView, name: FilterName): number {
  if (name === 'category') return view.category.length
  if (name === 'price') return [view.priceMin, view.priceMax].filter(Boolean).length
  if (name === 'quantity') return [view.quantityMin, view.quantityMax].filter(Boolean).length
  if (name === 'owner') return view.owner ? 1 : 0
  return view.status === 'all' ? 0 : 1
}
