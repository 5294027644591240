import { BellOff, CircleCheck, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import type { StockNotice } from '@/entities/movement/types'
import { can, usePerson } from '@/entities/user/can'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/alerts'
import { AnchoredPanel, type OpenedPanelProps } from '@/ui/AnchoredPanel'
import { buttonStyles } from '@/ui/buttonStyles'
import { LoadFailed } from '@/ui/LoadFailed'
import { MoreRows } from '@/ui/MoreRows'
import { Outdated } from '@/ui/Outdated'
import { RelativeTime } from '@/ui/RelativeTime'
import { Skeleton } from '@/ui/Skeleton'
import { StateMessage } from '@/ui/StateMessage'
import { useAlerts, useMarkSeen } from './alerts'

export function AlertPanel({ anchor, onClose }: OpenedPanelProps) {
  return (
    <AnchoredPanel
      title={text.title}
      anchor={anchor}
      onClose={onClose}
      action={
        <Link to="/reorder" onClick={onClose} className={buttonStyles('ghost')}>
          {text.reorderList}
        </Link>
      }
    >
      <NoticeList onLeave={onClose} />
    </AnchoredPanel>
  )
}

function NoticeList({ onLeave }: { onLeave: () => void }) {
  const list = useAlerts()
  const { notices, seen, data, error, refetch } = list
  const isKeeper = can(usePerson(), 'stock:adjust-any')
  const markSeen = useMarkSeen()
  // New ones stay marked as new for as long as the panel is open.
  const [seenBefore] = useState(seen)
  useEffect(() => markSeen(notices))

  if (error && !data) {
    return <LoadFailed error={error} title={text.failed} onRetry={() => void refetch()} />
  }
  if (!data) return <NoticeSkeleton />
  return (
    <>
      {notices.length === 0 ? (
        <StateMessage icon={BellOff} title={text.none}>
          <p>{isKeeper ? text.noneOfAny : text.noneOfMine}</p>
        </StateMessage>
      ) : (
        <ul>
          {notices.map((notice) => (
            <Notice key={notice.id} notice={notice} isNew={notice.id > seenBefore} onLeave={onLeave} />
          ))}
        </ul>
      )}
      <MoreRows list={list} text={text.showOlder} />
      <Outdated query={list} />
    </>
  )
}

interface NoticeProps {
  notice: StockNotice
  isNew: boolean
  onLeave: () => void
}

function Notice({ notice, isNew, onLeave }: NoticeProps) {
  const { product, name, kind, quantity, reorder_level, created_at } = notice
  const isLow = kind === 'low'
  const Icon = isLow ? TriangleAlert : CircleCheck
  const tone = !isLow ? 'text-live-ink' : quantity === 0 ? 'text-out-ink' : 'text-low-ink'
  const state = isLow
    ? quantity === 0
      ? text.outOfStock
      : text.low(formatCount(quantity))
    : text.recovered(formatCount(quantity))
  return (
    <li
      className={cx(
        'relative flex gap-3 border-line border-b px-4 py-3 last:border-b-0 hover:bg-sunken',
        isNew && 'bg-accent-soft/50',
      )}
    >
      <Icon size={16} aria-hidden="true" className={cx('mt-0.5 shrink-0', tone)} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {product === null ? (
            <span className="text-muted">{text.deleted(name)}</span>
          ) : (
            <Link to={`/products/${product}`} onClick={onLeave} className="after:absolute after:inset-0">
              <bdi>{name}</bdi>
            </Link>
          )}
        </p>
        <p className="text-muted text-xs">
          <span className={tone}>{state}</span>
          {reorder_level !== null && <span>{` · ${text.reorderAt(formatCount(reorder_level))}`}</span>} ·{' '}
          <RelativeTime iso={created_at} />
        </p>
      </div>
      {isNew && (
        <span className="mt-1.5 size-2 shrink-0 rounded-full bg-accent">
          <span className="sr-only">{text.isNew}</span>
        </span>
      )}
    </li>
  )
}

function NoticeSkeleton() {
  return (
    <div role="status" aria-live="off" aria-label={text.loading} className="space-y-4 p-4">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="space-y-2">
          <Skeleton className="h-3.5 w-2/3" />
          <Skeleton className="h-2.5 w-1/2" />
        </div>
      ))}
    </div>
  )
}
