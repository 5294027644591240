import { useMemo, useRef } from 'react'
import { Link } from 'react-router'
import { NO_FILTERS } from '@/entities/movement/filters'
import type { Product } from '@/entities/product/types'
import { can, usePerson } from '@/entities/user/can'
import { retry } from '@/strings/common'
import * as text from '@/strings/movements'
import * as trailText from '@/strings/trail'
import { useInUse } from '@/sync/useListInteraction'
import { Button } from '@/ui/Button'
import { MoreRows } from '@/ui/MoreRows'
import { Outdated } from '@/ui/Outdated'
import { ChangeItem } from './ChangeItem'
import { useChanges } from './changes'
import { byId, MovementItem } from './MovementItems'
import { MovementSkeleton, MovementsFailed, NewMovements, NoMovements } from './MovementStates'
import { useMovements } from './movements'
import { RevertHost } from './RevertHost'
import { inOneOrder, nextToFetch } from './timelineOrder'
import { useFlashNew } from './useFlashNew'

/** Everything that ever moved the stock of one product, and every change of its fields. */
export function Timeline({ product }: { product: Product }) {
  const region = useRef<HTMLDivElement>(null)
  const filters = useMemo(() => ({ ...NO_FILTERS, product: product.id }), [product.id])
  const list = useMovements(filters, useInUse(region))
  const isNew = useFlashNew(list.rows, filters)
  const changes = useChanges(product.id)
  const person = usePerson()
  const mayAdjust = can(person, 'stock:adjust', product)
  const mayEdit = can(person, 'product:edit', product)
  const loaded = byId(list.rows)
  const both = [
    { rows: list.rows, hasMore: list.hasNextPage },
    { rows: changes.rows, hasMore: changes.hasNextPage },
  ] as const
  // What comes into being again after its first entry has come back from the trash.
  const firstChange = changes.hasNextPage ? undefined : changes.rows.at(-1)?.id
  const items = inOneOrder(...both)
  const next = nextToFetch(...both)
  return (
    <section aria-labelledby="timeline-heading" className="[--list-top:0px]">
      <div className="mb-2 flex min-h-11 items-center justify-between gap-3 desk:min-h-8">
        <h2 id="timeline-heading" className="font-semibold text-base">
          {text.title}
        </h2>
        <Link
          to={`/movements?product=${product.id}`}
          className="inline-flex print:hidden h-11 items-center rounded px-2 font-medium text-accent-ink underline-offset-4 hover:underline desk:h-8"
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
        ) : items.length === 0 && !changes.isPending ? (
          <NoMovements />
        ) : (
          <>
            <NewMovements count={list.pendingNew} onShow={list.showNew} />
            <ol aria-label={text.title} className="border-line border-t">
              {items.map(({ movement, entry }) =>
                movement ? (
                  <MovementItem
                    key={`m${movement.id}`}
                    movement={movement}
                    loaded={loaded}
                    mayRevert={mayAdjust}
                    isNew={isNew(movement)}
                    ofOne
                  />
                ) : (
                  <ChangeItem
                    key={`c${entry.id}`}
                    entry={entry}
                    product={product}
                    mayEdit={mayEdit}
                    isRestore={entry.action === 'create' && entry.id !== firstChange}
                  />
                ),
              )}
            </ol>
            {changes.isError && !changes.data && (
              <p role="alert" className="flex flex-wrap items-center gap-3 py-2 text-out-ink">
                <span>{trailText.changesFailed}</span>
                <Button onClick={() => void changes.refetch()}>{retry}</Button>
              </p>
            )}
            <MoreRows
              list={{
                hasNextPage: next !== null,
                isFetchingNextPage: list.isFetchingNextPage || changes.isFetchingNextPage,
                isFetchNextPageError: list.isFetchNextPageError || changes.isFetchNextPageError,
                fetchNextPage: (next === 'changes' ? changes : list).fetchNextPage,
              }}
              text={text.showOlder}
            />
            <Outdated query={list.isRefetchError ? list : changes} />
          </>
        )}
      </div>
      <RevertHost />
    </section>
  )
}
