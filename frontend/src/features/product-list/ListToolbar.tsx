import { ArrowUpDown, Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { isNarrowed, NO_FILTERS, useHasTab } from '@/entities/product/listParams'
import type { ListParams } from '@/entities/product/queries'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/filters'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { DropPanel } from '@/ui/DropPanel'
import { FilterButton } from '@/ui/FilterButton'
import { SearchBox } from '@/ui/SearchBox'
import { ColumnsMenu } from './ColumnsMenu'
import { ExportMenu } from './ExportMenu'
import { filtersOf, type ListToolbarProps, usesOf } from './filters/filtersOf'

const FilterMenu = lazyPart(async () => (await import('./filters/FilterMenu')).FilterMenu)
const FilterPanel = lazyPart(async () => (await import('./filters/FilterPanel')).FilterPanel)
const FilterChips = lazyPart(async () => (await import('./filters/FilterChips')).FilterChips)
const FilterSheet = lazyPart(async () => (await import('./filters/FilterSheet')).FilterSheet)

/** The desk's filters, beside the tabs: what is filtered by, and a button for more. */
export function DeskFilters({ view, scope, onChange }: ListToolbarProps) {
  const hasTab = useHasTab(view)
  const kept = { search: view.search, status: hasTab ? view.status : 'all' } as const
  const hasChips = isNarrowed({ ...view, status: kept.status === view.status ? 'all' : view.status })
  return (
    <>
      <Suspense>{hasChips && <FilterChips view={view} onChange={onChange} />}</Suspense>
      <DropPanel
        buttonClassName={buttonStyles('ghost', 'h-7! px-2!')}
        label={
          <>
            <Plus size={14} aria-hidden="true" />
            <span className={hasChips ? '@max-4xl:sr-only' : ''}>{text.filter}</span>
          </>
        }
      >
        <Suspense fallback={<div className="h-40" />}>
          <FilterMenu view={view} scope={scope} onChange={onChange} />
        </Suspense>
      </DropPanel>
      {hasChips && (
        <Button variant="ghost" onClick={() => onChange({ ...NO_FILTERS, ...kept })} className="h-7! px-2!">
          {text.clear}
        </Button>
      )}
    </>
  )
}

/** In which order, what the table shows, and the list as a file. */
export function DeskArrangement({
  view,
  params,
  onChange,
}: Pick<ListToolbarProps, 'view' | 'onChange'> & { params: ListParams }) {
  return (
    <>
      <DropPanel
        align="right"
        name={text.sort}
        buttonClassName={buttonStyles('ghost', 'h-7! w-7 px-0!')}
        label={<ArrowUpDown size={15} aria-hidden="true" />}
      >
        <Suspense fallback={<div className="h-96" />}>
          <FilterPanel name="sort" view={view} onChange={onChange} />
        </Suspense>
      </DropPanel>
      <ColumnsMenu />
      <ExportMenu params={params} />
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
