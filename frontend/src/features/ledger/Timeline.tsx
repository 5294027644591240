import { useMemo, useRef } from 'react'
import { Link } from 'react-router'
import { NO_FILTERS } from '@/entities/movement/filters'
import type { Product } from '@/entities/product/types'
import { can, usePerson } from '@/entities/user/can'
import * as text from '@/strings/movements'
import { useInUse } from '@/sync/useListInteraction'
import { MovementItems } from './MovementItems'
import { MoreMovements, MovementSkeleton, MovementsFailed, NewMovements, NoMovements } from './MovementStates'
import { useMovements } from './movements'
import { useFlashNew } from './useFlashNew'

/** Everything that ever moved the stock of one product. */
export function Timeline({ product }: { product: Product }) {
  const region = useRef<HTMLDivElement>(null)
  const filters = useMemo(() => ({ ...NO_FILTERS, product: product.id }), [product.id])
  const list = useMovements(filters, useInUse(region))
  const isNew = useFlashNew(list.rows, filters)
  const mayAdjust = can(usePerson(), 'stock:adjust', product)
  return (
    <section aria-labelledby="timeline-heading" className="[--list-top:0px]">
      <div className="mb-2 flex min-h-11 items-center justify-between gap-3 desk:min-h-8">
        <h2 id="timeline-heading" className="font-semibold text-base">
          {text.title}
        </h2>
        <Link
          to={`/movements?product=${product.id}`}
          className="inline-flex h-11 items-center rounded px-2 font-medium text-accent-ink underline-offset-4 hover:underline desk:h-8"
        >
          {text.filterAndExport}
        </Link>
      </div>
      <div ref={region}>
        {!list.data ? (
          list.error ? (
            <MovementsFailed error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <MovementSkeleton rows={5} />
          )
        ) : list.rows.length === 0 ? (
          <NoMovements />
        ) : (
          <>
            <NewMovements count={list.pendingNew} onShow={list.showNew} />
            <MovementItems rows={list.rows} mayRevert={() => mayAdjust} isNew={isNew} ofOne />
            <MoreMovements
              hasMore={list.hasNextPage}
              isLoading={list.isFetchingNextPage}
              failed={list.isFetchNextPageError}
              onMore={() => void list.fetchNextPage()}
            />
          </>
        )}
      </div>
    </section>
  )
}
