import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/bulk'
import { titleOf } from './outcome'
import { RefusedList } from './RefusedList'
import type { BulkRun } from './useBulkRun'

/** How far it is, how many of which, and those that were refused. */
export function BulkOutcome({ run }: { run: BulkRun }) {
  if (run.phase === 'rejected') return null
  return (
    <>
      {run.phase !== 'ended' && <Progress run={run} />}
      <Counts run={run} />
      {run.phase !== 'running' && run.rows.length > 0 && <RefusedList rows={run.rows} />}
    </>
  )
}

function Progress({ run }: { run: BulkRun }) {
  const { done, total } = run
  const words = total === null ? text.starting : text.progress(done, total)
  return (
    <>
      <div
        role="progressbar"
        aria-label={titleOf(run)}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === null ? undefined : done}
        aria-valuetext={words}
        className="mt-4 h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width]"
          style={{ width: `${total ? (100 * done) / total : 0}%` }}
        />
      </div>
      <p className="mt-2 text-muted tabular-nums">{words}</p>
    </>
  )
}

function Counts({ run: { changed, unchanged, refused, action } }: { run: BulkRun }) {
  const isUndo = action === 'undo'
  const figures = [
    { label: isUndo ? text.undone : text.changed, value: changed, tone: '' },
    { label: isUndo ? text.leftAlone : text.unchanged, value: unchanged, tone: 'text-muted' },
    { label: text.refused, value: refused, tone: refused > 0 ? 'text-out-ink' : 'text-muted' },
  ]
  return (
    <dl className="mt-3 grid grid-cols-3 divide-x divide-line rounded border border-line">
      {figures.map(({ label, value, tone }) => (
        <div key={label} className="px-3 py-2">
          <dt className="text-muted text-xs">{label}</dt>
          <dd className={cx('font-semibold text-lg tabular-nums', tone)}>{formatCount(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
