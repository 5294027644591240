import { useRef } from 'react'
import { useCurrentUser } from '@/features/auth/currentUser'
import { useInUse } from '@/features/live/useListInteraction'
import { useIsKeeper } from '@/features/stock/mayAdjust'
import { ExportButton } from '@/features/stock/movements/ExportButton'
import { MovementFilterBar, MovementSearch } from '@/features/stock/movements/MovementFilterBar'
import { MovementFilterSheet } from '@/features/stock/movements/MovementFilterSheet'
import { MovementItems } from '@/features/stock/movements/MovementItems'
import {
  MoreMovements,
  MovementSkeleton,
  MovementsFailed,
  NewMovements,
  NoMovements,
} from '@/features/stock/movements/MovementStates'
import { MovementTable } from '@/features/stock/movements/MovementTable'
import { useMovements } from '@/features/stock/movements/movements'
import { useMovementView } from '@/features/stock/movements/movementView'
import { useFlashNew } from '@/features/stock/movements/useFlashNew'
import type { Movement } from '@/features/stock/types'
import { cx } from '@/lib/cx'
import { useMediaQuery } from '@/lib/useMediaQuery'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/movements'
import { SectionFrame } from './SectionFrame'

/** Room for the table and for the filters in one line, beside the sidebar. */
const WIDE = '(min-width: 68rem), print'

/** The whole ledger, newest first, following what happens. */
export function MovementsPage() {
  useTitle(text.title)
  const { filters, change, clear, active } = useMovementView()
  const region = useRef<HTMLDivElement>(null)
  const list = useMovements(filters, useInUse(region))
  const toolbar = { filters, active, onChange: change, onClear: clear }
  const isWide = useMediaQuery(WIDE)
  const isKnown = list.data !== undefined && !list.isPlaceholderData
  return (
    <SectionFrame
      title={text.title}
      count={
        <span role="status" className="whitespace-nowrap text-muted tabular-nums">
          {isKnown && text.count(list.total)}
        </span>
      }
      search={
        <div className="flex w-full gap-2">
          <MovementSearch filters={filters} onChange={change} />
          {!isWide && <MovementFilterSheet {...toolbar} />}
        </div>
      }
      actions={<ExportButton filters={filters} disabled={!isKnown || list.total === 0} />}
      filters={isWide && <MovementFilterBar {...toolbar} />}
    >
      <div ref={region} aria-busy={list.isPlaceholderData}>
        <Ledger list={list} filters={filters} onClear={active > 0 ? clear : undefined} />
      </div>
    </SectionFrame>
  )
}

interface LedgerProps {
  list: ReturnType<typeof useMovements>
  filters: unknown
  onClear?: () => void
}

function Ledger({ list, filters, onClear }: LedgerProps) {
  const isWide = useMediaQuery(WIDE)
  const mayRevert = useMayRevert()
  const isNew = useFlashNew(list.rows, filters)
  if (!list.data) {
    return list.error ? (
      <MovementsFailed error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <MovementSkeleton />
    )
  }
  const List = isWide ? MovementTable : MovementItems
  function show() {
    list.showNew()
    window.scrollTo({ top: 0 })
  }
  return (
    <div className={cx('transition-opacity', list.isPlaceholderData && 'opacity-60')}>
      <NewMovements count={list.pendingNew} hasHead={isWide && list.rows.length > 0} onShow={show} />
      {list.rows.length === 0 ? (
        <NoMovements onClear={onClear} />
      ) : (
        <List rows={list.rows} mayRevert={mayRevert} isNew={isNew} />
      )}
      <MoreMovements
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        failed={list.isFetchNextPageError}
        onMore={() => void list.fetchNextPage()}
      />
    </div>
  )
}

/** A movement does not say whose product it moved. Own ones and, for stock keepers, all: the server has the last word. */
function useMayRevert(): (movement: Movement) => boolean {
  const isKeeper = useIsKeeper()
  const username = useCurrentUser()?.username
  return ({ actor }) => isKeeper || (actor !== null && actor === username)
}
