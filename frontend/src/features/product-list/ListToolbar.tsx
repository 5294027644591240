import { ChevronDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { ListView } from '@/entities/product/listParams'
import { cx } from '@/lib/cx'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/filters'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { DropPanel } from '@/ui/DropPanel'
import { FilterButton } from '@/ui/FilterButton'
import { SearchBox } from '@/ui/SearchBox'
import { ColumnsMenu } from './ColumnsMenu'
import type { FilterName } from './filters/FilterPanel'
import { filtersOf, type ListToolbarProps } from './filters/filtersOf'

const FilterPanel = lazyPart(async () => (await import('./filters/FilterPanel')).FilterPanel)
const FilterChips = lazyPart(async () => (await import('./filters/FilterChips')).FilterChips)
const FilterSheet = lazyPart(async () => (await import('./filters/FilterSheet')).FilterSheet)

/** The desk's filters, in one line above the table; what is filtered by is in a second line. */
export function DeskFilters(props: ListToolbarProps) {
  const { view, scope, isFiltered, onChange, onClear } = props
  return (
    <>
      <div className="flex h-12 items-center gap-1.5">
        <fieldset className="flex items-center gap-1.5">
          <legend className="sr-only">{text.filters}</legend>
          {filtersOf(scope).map((name) => (
            <DropPanel
              key={name}
              buttonClassName={buttonStyles(
                'secondary',
                cx('px-2.5!', usesOf(view, name) > 0 && 'border-accent-ink'),
              )}
              label={
                <>
                  <span>{text.filterNames[name]}</span>
                  {usesOf(view, name) > 0 && <span className="text-accent-ink">{usesOf(view, name)}</span>}
                  <ChevronDown size={14} aria-hidden="true" className="text-muted" />
                </>
              }
            >
              <Suspense fallback={<div className="h-24" />}>
                <FilterPanel name={name} view={view} onChange={onChange} />
              </Suspense>
            </DropPanel>
          ))}
        </fieldset>
        {isFiltered && (
          <Button variant="ghost" onClick={onClear} className="px-2.5!">
            {text.clear}
          </Button>
        )}
        <span className="flex-1" />
        <ColumnsMenu />
      </div>
      {isFiltered && (
        <div className="h-9">
          <Suspense>
            <FilterChips view={view} onChange={onChange} />
          </Suspense>
        </div>
      )}
    </>
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
export function PhoneToolbar(props: ListToolbarProps) {
  const { view, scope, onChange } = props
  const [open, setOpen] = useState(false)
  const active = filtersOf(scope).reduce((sum, name) => sum + usesOf(view, name), 0)
  return (
    <div className="flex gap-2 px-4 py-2">
      <ListSearch view={view} onChange={onChange} />
      <FilterButton active={active} onOpen={() => setOpen(true)} />
      <Suspense>{open && <FilterSheet {...props} onClose={() => setOpen(false)} />}</Suspense>
    </div>
  )
}

function usesOf(view: ListView, name: FilterName): number {
  if (name === 'category') return view.category.length
  if (name === 'price') return [view.priceMin, view.priceMax].filter(Boolean).length
  if (name === 'owner') return view.owner ? 1 : 0
  return view.status === 'all' ? 0 : 1
}
