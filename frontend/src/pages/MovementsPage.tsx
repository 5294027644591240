import { useRef } from 'react'
import { can, usePerson } from '@/entities/user/can'
import { ExportButton } from '@/features/ledger/ExportButton'
import { MovementFilterBar, MovementSearch } from '@/features/ledger/MovementFilterBar'
import { MovementFilterSheet } from '@/features/ledger/MovementFilterSheet'
import { MovementItems } from '@/features/ledger/MovementItems'
import {
  MovementSkeleton,
  MovementsFailed,
  NewMovements,
  NoMovements,
} from '@/features/ledger/MovementStates'
import { MovementTable } from '@/features/ledger/MovementTable'
import { useMovements } from '@/features/ledger/movements'
import { useMovementView } from '@/features/ledger/movementView'
import { RevertHost } from '@/features/ledger/RevertHost'
import { useFlashNew } from '@/features/ledger/useFlashNew'
import { useSaidOf } from '@/lib/announcer'
import { cx } from '@/lib/cx'
import { useMediaQuery } from '@/lib/useMediaQuery'
import { useTitle } from '@/lib/useTitle'
import { found } from '@/strings/common'
import * as text from '@/strings/movements'
import { useInUse } from '@/sync/useListInteraction'
import { MoreRows } from '@/ui/MoreRows'
import { Outdated } from '@/ui/Outdated'
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
  useSaidOf(isKnown ? JSON.stringify(filters) : null, found(list.total))
  return (
    <SectionFrame
      title={text.title}
      count={
        <span className="whitespace-nowrap text-muted tabular-nums">{isKnown && text.count(list.total)}</span>
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
      <RevertHost />
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
  const person = usePerson()
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
        <List
          rows={list.rows}
          mayRevert={(movement) => can(person, 'movement:revert', movement)}
          isNew={isNew}
        />
      )}
      <MoreRows list={list} text={text.showOlder} />
      <Outdated query={list} />
    </div>
  )
}
