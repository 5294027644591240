import { Dialog } from '@/components/Dialog'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/bulk'
import type { Tally } from './requests'
import type { BulkRun } from './useBulkRun'

/** How far it is. Escape does what Stop does. */
export function BulkProgress({ run, onStop }: { run: BulkRun; onStop: () => void }) {
  const { done, total } = run
  const words = total === null ? text.starting : text.progress(done, total)
  return (
    <Dialog
      open
      onClose={onStop}
      title={text.runningTitle}
      description={<p>{text.stopMeans}</p>}
      cancel={text.stop}
      actions={null}
    >
      <div
        role="progressbar"
        aria-label={text.runningTitle}
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
      <Counts tally={run} />
    </Dialog>
  )
}

export function Counts({ tally }: { tally: Tally }) {
  const figures = [
    { label: text.changed, value: tally.changed, tone: '' },
    { label: text.unchanged, value: tally.unchanged, tone: 'text-muted' },
    { label: text.refused, value: tally.refused, tone: tally.refused > 0 ? 'text-out-ink' : 'text-muted' },
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
