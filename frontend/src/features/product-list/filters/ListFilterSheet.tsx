import * as text from '@/strings/filterPanels'
import { filterNames, filters } from '@/strings/filters'
import { Button } from '@/ui/Button'
import { SheetDialog } from '@/ui/SheetDialog'
import { FilterChips } from './FilterChips'
import { FilterPanel } from './FilterPanel'
import { filtersOf, type ListToolbarProps } from './filtersOf'

/** The phone's filters. Every choice takes effect behind the sheet at once. */
export function ListFilterSheet(props: ListToolbarProps & { total?: number; onClose: () => void }) {
  const { view, scope, isFiltered, total, onChange, onClear, onClose } = props
  return (
    <SheetDialog
      title={filters}
      onClose={onClose}
      footer={
        <div className="flex gap-2">
          {isFiltered && (
            <Button onClick={onClear} className="flex-1">
              {text.clearFilters}
            </Button>
          )}
          <Button variant="primary" onClick={onClose} className="flex-1">
            {total === undefined ? text.showProducts : text.showCount(total)}
          </Button>
        </div>
      }
    >
      <div className="space-y-5">
        {isFiltered && <FilterChips view={view} onChange={onChange} />}
        {(['status', 'sort', 'quantity', 'price', ...filtersOf(scope)] as const)
          .filter((name, index, names) => names.indexOf(name) === index)
          .map((name) => (
            <section key={name}>
              <h3 className="mb-1.5 font-medium text-muted">{filterNames[name]}</h3>
              <FilterPanel name={name} view={view} onChange={onChange} />
            </section>
          ))}
      </div>
    </SheetDialog>
  )
}
