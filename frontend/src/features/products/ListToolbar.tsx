import { Button } from '@/components/Button'
import { CategoryMenu } from './CategoryMenu'
import { FilterSheet } from './FilterSheet'
import type { ListView } from './listParams'
import { SearchBox } from './SearchBox'
import { SortSelect } from './SortSelect'
import { StatusTabs } from './StatusTabs'

export interface ListToolbarProps {
  view: ListView
  isFiltered: boolean
  onChange: (part: Partial<ListView>, options?: { replace?: boolean }) => void
  onClear: () => void
}

/** The desk's filters, in one line above the table. */
export function DeskFilters({ view, isFiltered, onChange, onClear }: ListToolbarProps) {
  return (
    <div className="flex h-12 items-center gap-2">
      <StatusTabs value={view.status} onChange={(status) => onChange({ status })} />
      <span aria-hidden="true" className="mx-1 h-5 w-px bg-line" />
      <CategoryMenu selected={view.category} onChange={(category) => onChange({ category })} />
      {isFiltered && (
        <Button variant="ghost" onClick={onClear}>
          Clear
        </Button>
      )}
      <span className="flex-1" />
      <SortSelect
        value={view.sort}
        compact
        searching={view.search !== ''}
        onChange={(sort) => onChange({ sort })}
      />
    </div>
  )
}

export function ListSearch({ view, onChange }: Pick<ListToolbarProps, 'view' | 'onChange'>) {
  return (
    <SearchBox
      value={view.search}
      // Back leaves the search as a whole, not letter by letter.
      onChange={(search) => onChange({ search }, { replace: view.search !== '' && search !== '' })}
    />
  )
}

/** The phone's search and filters, in one line that stays on top. */
export function PhoneToolbar({ view, onChange, onClear }: ListToolbarProps) {
  return (
    <div className="flex gap-2 px-4 py-2">
      <ListSearch view={view} onChange={onChange} />
      <FilterSheet view={view} onChange={onChange} onClear={onClear} />
    </div>
  )
}
