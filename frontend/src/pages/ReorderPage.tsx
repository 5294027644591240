import { CloudOff, Lock, PackageCheck } from 'lucide-react'
import { useRef } from 'react'
import { Link } from 'react-router'
import { Button } from '@/components/Button'
import { buttonStyles } from '@/components/buttonStyles'
import { Skeleton } from '@/components/Skeleton'
import { StateMessage } from '@/components/StateMessage'
import { useInUse } from '@/features/live/useListInteraction'
import { ReorderActions } from '@/features/stock/reorder/ReorderActions'
import { ReorderCards } from '@/features/stock/reorder/ReorderCards'
import { ReorderTable } from '@/features/stock/reorder/ReorderTable'
import { useReorder } from '@/features/stock/reorder/reorder'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { formatCount, formatExact } from '@/lib/format'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { useNow } from '@/lib/useNow'
import { useTitle } from '@/lib/useTitle'
import { SectionFrame } from './SectionFrame'

const SKELETON_ROWS = [0, 1, 2, 3, 4, 5, 6, 7]

/** What to buy and how much: every active product at or below its reorder level. */
export function ReorderPage() {
  useTitle('Reorder')
  const region = useRef<HTMLDivElement>(null)
  const list = useReorder(useInUse(region))
  return (
    <SectionFrame
      title="Reorder"
      count={
        <span role="status" className="whitespace-nowrap text-muted tabular-nums">
          {list.data && `${formatCount(list.total)} ${list.total === 1 ? 'product' : 'products'}`}
        </span>
      }
      actions={<ReorderActions lines={list.lines.filter(({ isDone }) => !isDone)} />}
    >
      <PrintedAt />
      <div ref={region}>
        <Lines list={list} />
      </div>
    </SectionFrame>
  )
}

function Lines({ list }: { list: ReturnType<typeof useReorder> }) {
  const isDesk = useMediaQuery(DESK)
  if (!list.data) {
    return list.error ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : <Loading />
  }
  if (list.lines.length === 0) return <Nothing />
  const List = isDesk ? ReorderTable : ReorderCards
  return (
    <>
      {list.isBehind && (
        <p
          role="status"
          className="flex flex-wrap items-center justify-center gap-3 p-2 text-muted print:hidden"
        >
          The list has changed.
          <Button onClick={list.show}>Show</Button>
        </p>
      )}
      <List lines={list.lines} />
      {list.hasNextPage && (
        <p className="flex flex-wrap items-center justify-center gap-3 p-4 text-muted print:hidden">
          {list.isFetchNextPageError
            ? 'The next products could not be loaded.'
            : `The total is of the ${formatCount(list.lines.length)} products shown.`}
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchNextPageError ? 'Retry' : 'Show more'}
          </Button>
        </p>
      )}
    </>
  )
}

/** A sheet of paper does not follow anything: it says when it was true. */
function PrintedAt() {
  const now = useNow()
  return (
    <p className="hidden pb-3 text-muted print:block">As of {formatExact(new Date(now).toISOString())}</p>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the reorder list" className="border-line border-t desk:mt-9">
      {SKELETON_ROWS.map((row) => (
        <div key={row} className="flex h-23 items-center gap-3 border-line border-b px-4 desk:h-13 desk:px-3">
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-3/5 desk:w-52" />
            <Skeleton className="h-2.5 w-24" />
          </div>
          <Skeleton className="h-3.5 w-12" />
          <Skeleton className="h-8 w-24" />
        </div>
      ))}
    </div>
  )
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isRefused = error instanceof ApiError && error.status === 403
  return (
    <StateMessage
      role="alert"
      icon={isRefused ? Lock : CloudOff}
      title={isRefused ? 'You may not see the reorder list' : 'The reorder list could not be loaded'}
      actions={
        <Button variant="primary" onClick={onRetry}>
          Retry
        </Button>
      }
    >
      <p>{errorMessage(error)}</p>
    </StateMessage>
  )
}

function Nothing() {
  return (
    <StateMessage
      icon={PackageCheck}
      title="Nothing to reorder"
      actions={
        <Link to="/" className={buttonStyles('secondary')}>
          Go to the inventory
        </Link>
      }
    >
      <p>Every product that has a reorder level is above it. One that falls to it appears here by itself.</p>
    </StateMessage>
  )
}
