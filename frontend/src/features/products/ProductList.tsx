import { type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { useUserId } from '@/features/auth/session'
import { useListInteraction } from '@/features/live/useListInteraction'
import { cx } from '@/lib/cx'
import { lazyPart } from '@/lib/loadPart'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import type { ListView } from './listParams'
import { ListFailed, ListSkeleton, MoreFailed, NoMatches, NoProducts } from './listStates'
import { PendingNew } from './PendingNew'
import { ProductCards } from './ProductCards'
import { ProductTable } from './ProductTable'
import { PriceEditorHost } from './price/PriceEditorHost'
import { type ListParams, productKeys } from './queries'
import { BulkHost } from './selection/BulkHost'
import { useSelectionIn } from './selection/useSelection'
import type { Product } from './types'
import type { ProductListQuery } from './useProductList'

const DeleteDialog = lazyPart(async () => (await import('./DeleteDialog')).DeleteDialog)

interface ProductListProps {
  list: ProductListQuery
  params: ListParams
  view: ListView
  isFiltered: boolean
  onChange: (part: Partial<ListView>) => void
  onClear: () => void
}

/** The products of a view, in whichever state they are: loading, failed, none, no match, or there. */
export function ProductList({ list, params, view, isFiltered, onChange, onClear }: ProductListProps) {
  if (!list.data && !list.error) return <ListSkeleton />
  if (!list.data) {
    return <ListFailed error={list.error} onRetry={list.refetch} onClear={isFiltered ? onClear : undefined} />
  }
  const none = isFiltered ? <NoMatches onClear={onClear} /> : <NoProducts scope={params.scope} />
  return <LoadedList list={list} params={params} sort={view.sort} none={none} onChange={onChange} />
}

interface LoadedListProps {
  list: ProductListQuery
  params: ListParams
  sort: string
  /** Shown in place of rows when there are none. */
  none: ReactNode
  onChange: ProductListProps['onChange']
}

function LoadedList({ list, params, sort, none, onChange }: LoadedListProps) {
  const { data, isStandIn, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  const [deleting, setDeleting] = useState<Product | null>(null)
  const region = useRef<HTMLDivElement>(null)
  useListInteraction(region, productKeys.list(params))
  const isDesk = useMediaQuery(DESK)
  const userId = useUserId()
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])
  const total = data?.pages.at(-1)?.total ?? rows.length

  useSelectionIn({ params, rows })

  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  const onSort = useCallback((ordering: string) => onChange({ sort: ordering }), [onChange])

  const List = isDesk ? ProductTable : ProductCards
  return (
    <div
      ref={region}
      tabIndex={-1}
      aria-busy={isStandIn}
      className={cx('outline-none transition-opacity', isStandIn && 'opacity-60')}
    >
      <PendingNew params={params} />
      {rows.length === 0 ? (
        none
      ) : (
        <List
          rows={rows}
          total={total}
          sort={sort}
          userId={userId}
          onSort={onSort}
          onDelete={setDeleting}
          onEnd={onEnd}
        />
      )}
      {isFetchingNextPage && <p className="p-4 text-center text-muted">Loading more…</p>}
      {isFetchNextPageError && <MoreFailed onRetry={fetchNextPage} />}
      <PriceEditorHost />
      <BulkHost params={params} total={total} />
      <Suspense>
        {deleting && (
          <DeleteDialog
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
