import { ArrowUpDown, EllipsisVertical, Plus } from 'lucide-react'
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
const ListMenuSheet = lazyPart(async () => (await import('./ListMenuSheet')).ListMenuSheet)
const ListFilterSheet = lazyPart(async () => (await import('./filters/ListFilterSheet')).ListFilterSheet)

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

interface PhoneToolbarProps extends ListToolbarProps {
  /** How many products are shown, where that is known. */
  total?: number
  /** What the menu of the list is about; without it there is no menu. */
  params?: ListParams
  /** The moment that the list is shown as of; nothing for now. */
  at?: string
}

/** The phone's search, filters and menu, in one line that stays on top. */
export function PhoneToolbar({ params, at, ...props }: PhoneToolbarProps) {
  const { view, scope, onChange } = props
  const [open, setOpen] = useState<'filters' | 'menu' | null>(null)
  const active = filtersOf(scope).reduce((sum, name) => sum + usesOf(view, name), 0)
  return (
    <div className="flex gap-2 px-4 py-2">
      <ListSearch view={view} onChange={onChange} />
      <FilterButton active={active} onOpen={() => setOpen('filters')} />
      {params && (
        <button
          type="button"
          aria-label={text.listMenu}
          aria-haspopup="dialog"
          onClick={() => setOpen('menu')}
          className="-me-3 -ms-2 flex h-11 w-9 shrink-0 items-center justify-center rounded text-muted"
        >
          <EllipsisVertical size={18} aria-hidden="true" />
        </button>
      )}
      <Suspense>
        {open === 'filters' && <ListFilterSheet {...props} onClose={() => setOpen(null)} />}
        {open === 'menu' && params && <ListMenuSheet params={params} at={at} onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  )
}
