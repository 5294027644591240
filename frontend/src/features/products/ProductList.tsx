import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { Button } from '@/components/Button'
import { useUserId } from '@/features/auth/session'
import { cx } from '@/lib/cx'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { DeleteDialog } from './DeleteDialog'
import { type ListView, toListParams } from './listParams'
import { ListFailed, ListSkeleton, NoMatches, NoProducts } from './listStates'
import { PendingNew } from './PendingNew'
import { ProductCards } from './ProductCards'
import { ProductTable } from './ProductTable'
import { type ListParams, productListOptions } from './queries'
import type { Product } from './types'

interface ProductListProps {
  scope: ListParams['scope']
  view: ListView
  isFiltered: boolean
  onChange: (part: Partial<ListView>) => void
  onClear: () => void
}

/** The products of a view, in whichever state they are: loading, failed, none, no match, or there. */
export function ProductList({ scope, view, isFiltered, onChange, onClear }: ProductListProps) {
  const params = useMemo(() => toListParams(view, scope), [view, scope])
  const {
    data,
    error,
    isPending,
    isPlaceholderData,
    refetch,
    fetchNextPage,
    hasNextPage,
    isFetchingNextPage,
    isFetchNextPageError,
  } = useInfiniteQuery(productListOptions(params))
  const [deleting, setDeleting] = useState<Product | null>(null)
  const isDesk = useMediaQuery(DESK)
  const userId = useUserId()
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])

  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  const onSort = useCallback((sort: string) => onChange({ sort }), [onChange])

  if (isPending) return <ListSkeleton />
  if (!data) return <ListFailed error={error} onRetry={refetch} onClear={isFiltered ? onClear : undefined} />

  const total = data.pages.at(-1)?.total ?? rows.length
  const List = isDesk ? ProductTable : ProductCards
  return (
    <div
      aria-busy={isPlaceholderData}
      className={cx('transition-opacity', isPlaceholderData && 'opacity-60')}
    >
      <PendingNew params={params} />
      {rows.length > 0 ? (
        <List
          rows={rows}
          total={total}
          view={view}
          userId={userId}
          onSort={onSort}
          onDelete={setDeleting}
          onEnd={onEnd}
        />
      ) : isFiltered ? (
        <NoMatches onClear={onClear} />
      ) : (
        <NoProducts scope={scope} />
      )}
      {isFetchingNextPage && <p className="p-4 text-center text-muted">Loading more…</p>}
      {isFetchNextPageError && (
        <p role="alert" className="flex items-center justify-center gap-3 p-4 text-out-ink">
          The next products could not be loaded.
          <Button onClick={() => fetchNextPage()}>Retry</Button>
        </p>
      )}
      <DeleteDialog product={deleting} onClose={() => setDeleting(null)} />
    </div>
  )
}
