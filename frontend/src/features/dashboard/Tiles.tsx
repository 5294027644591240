import { type ReactNode, useDeferredValue } from 'react'
import { Link } from 'react-router'
import { dayOf } from '@/entities/movement/filters'
import { formatDelta } from '@/entities/movement/words'
import { useMoney } from '@/lib/config'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/stock'
import { Skeleton } from '@/ui/Skeleton'
import { useDashboard } from './dashboard'

interface TilesProps {
  /** The status that the list is filtered by, so that its tile shows as pressed. */
  status: string
}

/** How the stock stands, in four figures. Low and Out filter the list under them. The height is fixed. */
export function Tiles({ status }: TilesProps) {
  const isDesk = useMediaQuery(DESK)
  const money = useMoney(isDesk ? 'standard' : 'compact')
  const exact = useMoney()
  const { data: latest, error } = useDashboard()
  // Rows come first.
  const data = useDeferredValue(latest)
  const figure = (value: string | undefined) => value ?? (error ? '–' : undefined)
  return (
    <ul
      aria-label={text.atAGlance}
      title={error && !data ? text.figuresFailed : undefined}
      className="grid h-15 grid-cols-[1.25fr_1fr_1fr_1fr] divide-x divide-line overflow-hidden rounded border border-line bg-surface desk:h-16"
    >
      <Tile
        label={text.value}
        value={figure(data && money(data.stock_value))}
        title={data && exact(data.stock_value)}
      />
      <Tile
        label={text.low}
        value={figure(data && formatCount(data.low))}
        tone={data?.low ? 'text-low-ink' : ''}
        to={status === 'low' ? '/' : '/?status=low'}
        isActive={status === 'low'}
      />
      <Tile
        label={text.out}
        value={figure(data && formatCount(data.out))}
        tone={data?.out ? 'text-out-ink' : ''}
        to={status === 'out' ? '/' : '/?status=out'}
        isActive={status === 'out'}
      />
      <Tile
        label={isDesk ? text.movedToday : text.moved}
        title={text.movedTodayHint}
        value={figure(data && formatCount(data.movements_today))}
        to={`/movements?from=${dayOf(new Date())}`}
      >
        {data && data.movements_today > 0 && (
          <span className="ml-2 text-muted text-xs max-[70rem]:hidden">
            {`${formatDelta(data.units_in_today)} ${formatDelta(-data.units_out_today)}`}
          </span>
        )}
      </Tile>
    </ul>
  )
}

interface TileProps {
  label: string
  /** Undefined while it is loading. */
  value: string | undefined
  title?: string
  tone?: string
  to?: string
  isActive?: boolean
  children?: ReactNode
}

function Tile({ label, value, title, tone, to, isActive, children }: TileProps) {
  const content = (
    <>
      <span className="block truncate text-muted text-xs">{label}</span>
      <span className="flex h-6 min-w-0 items-baseline">
        {value === undefined ? (
          <Skeleton className="mt-1.5 h-3.5 w-12" />
        ) : (
          <span className={cx('truncate font-semibold text-base tabular-nums desk:text-lg', tone)}>
            {value}
          </span>
        )}
        {children}
      </span>
    </>
  )
  const box = 'flex h-full flex-col justify-center px-2.5 desk:px-4'
  return (
    <li className="min-w-0">
      {to ? (
        <Link
          to={to}
          title={title}
          preventScrollReset
          aria-current={isActive || undefined}
          className={cx(
            box,
            'transition-colors focus-visible:-outline-offset-2',
            isActive ? 'bg-accent-soft' : 'hover:bg-sunken',
          )}
        >
          {content}
        </Link>
      ) : (
        <div title={title} className={box}>
          {content}
        </div>
      )}
    </li>
  )
}
