import { type ReactNode, Suspense, useCallback, useDeferredValue, useRef, useState } from 'react'
import { useAdjustRowKey } from '@/entities/movement/useAdjustKey'
import { isNarrowed, type ListView, NO_FILTERS } from '@/entities/product/listParams'
import { type ListParams, productKeys } from '@/entities/product/queries'
import { useSelectionIn, useSelectKey } from '@/entities/product/selection/useSelection'
import type { Product } from '@/entities/product/types'
import { cx } from '@/lib/cx'
import { lazyPart } from '@/lib/loadPart'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { refreshFailed } from '@/strings/common'
import * as text from '@/strings/productList'
import { useListInteraction } from '@/sync/useListInteraction'
import { RetryBar } from '@/ui/RetryBar'
import { ListFailed, ListSkeleton, NoMatches, NoProducts } from './listStates'
import { PendingNew } from './PendingNew'
import { ProductCards } from './ProductCards'
import { ProductTable } from './ProductTable'
import type { ProductListQuery, RowWindow } from './useProductList'
import { useScrollMemory } from './useScrollMemory'

const DeleteProductDialog = lazyPart(
  async () => (await import('@/entities/product/DeleteProductDialog')).DeleteProductDialog,
)

/**
 * On a desk the list scrolls in a box of its own, both ways: its heads stay on top, its names at the left, and the page
 * never moves sideways. What the browser does to keep its place would come on top of what `useRowAnchor` does.
 */
const boxStyles =
  'relative h-full overflow-auto overscroll-contain scroll-pt-10 scroll-pb-16 pb-16 [--list-top:0px] [overflow-anchor:none] print:h-auto print:overflow-visible'

interface ProductListProps {
  list: ProductListQuery
  params: ListParams
  view: ListView
  isFiltered: boolean
  onChange: (part: Partial<ListView>) => void
  onClear: () => void
  /** What can be done beside adding and importing where there is no product at all. */
  emptyAction: ReactNode
  /** What the page adds while there is a list: hosts of what is opened from its rows. */
  children: ReactNode
}

/** The products of a view, in whichever state they are: loading, failed, none, no match, or there. */
export function ProductList(props: ProductListProps) {
  const { list, params, view, isFiltered, onChange, onClear, emptyAction, children } = props
  const loaded = list.window
  // Deferred: a list is opened in slices, and does not hold the page up.
  const isOpen = useDeferredValue(loaded !== undefined)
  if (!list.error && !(loaded && isOpen)) return <ListSkeleton />
  if (!loaded) {
    return <ListFailed error={list.error} onRetry={list.refetch} onClear={isFiltered ? onClear : undefined} />
  }
  const none = isFiltered ? (
    <NoMatches
      search={view.search}
      isNarrowed={isNarrowed(view)}
      onSearch={(search) => onChange({ search })}
      onClear={view.search === '' ? onClear : () => onChange({ ...NO_FILTERS, search: view.search })}
    />
  ) : (
    <NoProducts scope={params.scope} action={emptyAction} />
  )
  return (
    <LoadedList list={list} loaded={loaded} params={params} sort={view.sort} none={none} onChange={onChange}>
      {children}
    </LoadedList>
  )
}

interface LoadedListProps {
  list: ProductListQuery
  loaded: RowWindow
  params: ListParams
  sort: string
  /** Shown in place of rows when there are none. */
  none: ReactNode
  onChange: ProductListProps['onChange']
  children: ReactNode
}

function LoadedList({ list, loaded, params, sort, none, onChange, children }: LoadedListProps) {
  const { isStandIn } = list
  const [deleting, setDeleting] = useState<Product | null>(null)
  const region = useRef<HTMLDivElement>(null)
  useListInteraction(region, productKeys.list(params))
  const isDesk = useMediaQuery(DESK)
  useSelectionIn({ params, rows: loaded.rows })
  useSelectKey(loaded)
  useAdjustRowKey()
  useScrollMemory(region, { list: loaded.list, isStandIn, isBox: isDesk })

  const onSort = useCallback((ordering: string) => onChange({ sort: ordering }), [onChange])

  const List = isDesk ? ProductTable : ProductCards
  return (
    <div
      ref={region}
      tabIndex={-1}
      aria-busy={isStandIn}
      data-scroll-box={isDesk || undefined}
      className={cx('outline-none transition-opacity', isDesk && boxStyles, isStandIn && 'opacity-60')}
    >
      {isDesk && <PendingNew params={params} region={region} hasHead={loaded.count > 0} />}
      {loaded.count === 0 ? (
        none
      ) : (
        <List list={list} loaded={loaded} sort={sort} onSort={onSort} onDelete={setDeleting} />
      )}
      {list.hasFailed && <RetryBar text={text.placeFailed} onRetry={list.retry} />}
      {list.isOutdated && <RetryBar text={refreshFailed} onRetry={list.retry} />}
      {children}
      <Suspense>
        {deleting && (
          <DeleteProductDialog
            product={deleting}
            onClose={() => setDeleting(null)}
            // The button that opened the dialog is gone with its row.
            onDeleted={() => region.current?.focus()}
          />
        )}
      </Suspense>
    </div>
  )
}
