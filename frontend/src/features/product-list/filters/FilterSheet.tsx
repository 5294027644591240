import { selection } from '@/entities/product/selection/store'
import { useIsSelectionOffered } from '@/entities/product/selection/useSelection'
import * as text from '@/strings/filterPanels'
import { filterNames, filters } from '@/strings/filters'
import { Button } from '@/ui/Button'
import { SheetDialog } from '@/ui/SheetDialog'
import { FilterChips } from './FilterChips'
import { FilterPanel } from './FilterPanel'
import { filtersOf, type ListToolbarProps } from './filtersOf'

/** The phone's filters. Every choice takes effect behind the sheet at once. */
export function FilterSheet(props: ListToolbarProps & { onClose: () => void }) {
  const { view, scope, isFiltered, onChange, onClear, onClose } = props
  const maySelect = useIsSelectionOffered()
  function select() {
    selection.setSelecting(true)
    onClose()
  }
  return (
    <SheetDialog
      title={filters}
      onClose={onClose}
      footer={
        <div className="flex gap-2">
          {maySelect && (
            <Button onClick={select} className="flex-1">
              {text.selectProducts}
            </Button>
          )}
          <Button onClick={onClear} aria-disabled={!isFiltered || undefined} className="flex-1">
            {text.clearFilters}
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
