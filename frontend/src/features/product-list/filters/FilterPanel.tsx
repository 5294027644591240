import type { ChangeView, ListView, StatusFilter } from '@/entities/product/listParams'
import * as text from '@/strings/filterPanels'
import { filterNames } from '@/strings/filters'
import { CategoryChecks } from './CategoryChecks'
import { OwnerFilter } from './OwnerFilter'
import { PriceFilter } from './PriceFilter'
import { QuantityFilter } from './QuantityFilter'
import { RadioList } from './RadioList'

export type FilterName = 'category' | 'status' | 'quantity' | 'price' | 'owner' | 'sort'

interface FilterPanelProps {
  name: FilterName
  view: ListView
  onChange: ChangeView
}

/** What a filter lets choose. Every choice takes effect in the list behind it at once. */
export function FilterPanel({ name, view, onChange }: FilterPanelProps) {
  if (name === 'category') {
    return <CategoryChecks selected={view.category} onChange={(category) => onChange({ category })} />
  }
  if (name === 'price') return <PriceFilter view={view} onChange={onChange} />
  if (name === 'quantity') return <QuantityFilter view={view} onChange={onChange} />
  if (name === 'owner') return <OwnerFilter value={view.owner} onChange={(owner) => onChange({ owner })} />
  if (name === 'status') {
    return (
      <RadioList
        legend={filterNames.status}
        options={text.statusNames}
        value={view.status}
        onChange={(status) => onChange({ status: status as StatusFilter })}
      />
    )
  }
  return (
    <RadioList
      legend={filterNames.sort}
      options={sortNames(view.search !== '')}
      value={view.sort}
      onChange={(sort) => onChange({ sort })}
    />
  )
}

/** With a search the default order is by how well a product matches. */
function sortNames(isSearching: boolean): Record<string, string> {
  const { '-created_at': newestFirst = '', ...others } = text.sortNames
  return isSearching ? { '': text.bestMatchFirst, ...text.sortNames } : { '': newestFirst, ...others }
}
