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

/** My products are all of one owner. */
export function filtersOf(scope: ListParams['scope']): Exclude<FilterName, 'sort'>[] {
  return scope === 'mine' ? ['category', 'status', 'price'] : ['category', 'status', 'price', 'owner']
}
