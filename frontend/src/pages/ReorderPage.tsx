import { PackageCheck } from 'lucide-react'
import { useRef } from 'react'
import { Link } from 'react-router'
import { ReorderActions } from '@/features/reorder/ReorderActions'
import { ReorderCards } from '@/features/reorder/ReorderCards'
import { ReorderTable } from '@/features/reorder/ReorderTable'
import { useReorder } from '@/features/reorder/reorder'
import { useSaid } from '@/lib/announcer'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/reorder'
import { useInUse } from '@/sync/useListInteraction'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { LoadFailed } from '@/ui/LoadFailed'
import { MoreRows } from '@/ui/MoreRows'
import { Outdated } from '@/ui/Outdated'
import { PrintedAt } from '@/ui/PrintedAt'
import { RowSkeleton } from '@/ui/RowSkeleton'
import { Skeleton } from '@/ui/Skeleton'
import { StateMessage } from '@/ui/StateMessage'
import { SectionFrame } from './SectionFrame'

/** What to buy and how much: every active product at or below its reorder level. */
export function ReorderPage() {
  useTitle(text.title)
  const region = useRef<HTMLDivElement>(null)
  const list = useReorder(useInUse(region))
  useSaid(list.isBehind ? text.hasChanged : '')
  return (
    <SectionFrame
      title={text.title}
      count={
        <span className="whitespace-nowrap text-muted tabular-nums">
          {list.data && text.count(list.total)}
        </span>
      }
      actions={<ReorderActions lines={list.lines.filter(({ isDone, order }) => !isDone && order > 0)} />}
    >
      <PrintedAt />
      <div ref={region}>
        <Lines list={list} />
        <Outdated query={list} />
      </div>
    </SectionFrame>
  )
}

function Lines({ list }: { list: ReturnType<typeof useReorder> }) {
  const isDesk = useMediaQuery(DESK)
  if (!list.data) {
    if (!list.error) return <Loading />
    return (
      <LoadFailed
        error={list.error}
        title={text.failed}
        forbidden={text.forbidden}
        onRetry={() => void list.refetch()}
      />
    )
  }
  if (list.lines.length === 0) return <Nothing />
  const List = isDesk ? ReorderTable : ReorderCards
  return (
    <>
      {list.isBehind && (
        <p
          role="status"
          aria-live="off"
          className="flex flex-wrap items-center justify-center gap-3 p-2 text-muted print:hidden"
        >
          {text.hasChanged}
          <Button onClick={list.show}>{text.show}</Button>
        </p>
      )}
      <p className="px-4 pb-3 text-muted text-xs desk:px-0">{text.how}</p>
      <List lines={list.lines} />
      <MoreRows list={list} text={text.showMore}>
        <span className="text-muted">{text.totalOfShown(list.lines.length)}</span>
      </MoreRows>
    </>
  )
}

function Loading() {
  return (
    <div className="desk:pt-9">
      <RowSkeleton
        label={text.loading}
        rows={8}
        className="h-23 gap-3 desk:h-13"
        end={
          <>
            <Skeleton className="h-3.5 w-12" />
            <Skeleton className="h-8 w-24" />
          </>
        }
      />
    </div>
  )
}

function Nothing() {
  return (
    <StateMessage
      icon={PackageCheck}
      title={text.none}
      actions={
        <Link to="/" className={buttonStyles('secondary')}>
          {text.goToInventory}
        </Link>
      }
    >
      <p>{text.noneHint}</p>
    </StateMessage>
  )
}
