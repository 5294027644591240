import type { Movement } from '@/entities/movement/types'
import { actorName } from '@/entities/movement/words'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/movements'
import { RelativeTime } from '@/ui/RelativeTime'
import { type Column, cellStyles, StickyTable } from '@/ui/StickyTable'
import { Delta, ProductName, ReasonCell, RunButton, RunReason, useRun } from './MovementParts'
import { RevertButton } from './RevertButton'
import { inRuns } from './runs'

export interface MovementListProps {
  rows: Movement[]
  mayRevert: (movement: Movement) => boolean
  /** Movements that came by themselves just now, which flash. */
  isNew?: (movement: Movement) => boolean
}

const columns: Column[] = [
  { title: text.when, className: 'w-28 ps-3 print:w-30' },
  { title: text.product },
  { title: text.change, className: 'w-24 text-right print:w-18' },
  { title: text.onHand, className: 'w-24 text-right print:w-18' },
  { title: text.reason, className: 'w-44 ps-6 print:w-36' },
  { title: text.note, className: 'w-[17%] max-[80rem]:hidden' },
  { title: text.who, className: 'w-28 print:w-20' },
  { title: text.actions, className: 'w-11 print:hidden', isTitleHidden: true },
]

/** The desk's ledger. */
export function MovementTable({ rows, mayRevert, isNew }: MovementListProps) {
  return (
    <StickyTable caption={text.title} columns={columns}>
      <tbody>
        {inRuns(rows).map((run) => {
          const [newest] = run
          if (!newest) return null
          const props = { movement: newest, mayRevert, isNew }
          // The oldest stays the oldest while a run goes on.
          const key = run.at(-1)?.id
          return run.length > 1 ? <Run key={key} run={run} {...props} /> : <Row key={key} {...props} />
        })}
      </tbody>
    </StickyTable>
  )
}

interface RowProps extends Omit<MovementListProps, 'rows'> {
  movement: Movement
}

/** The movements of one bulk change or import: a line, and once opened a line for each. */
function Run({ movement, run, mayRevert, isNew }: RowProps & { run: Movement[] }) {
  const { isOpen, toggle, total } = useRun(run)
  return (
    <>
      <tr className={cx('hover:bg-sunken/60', isNew?.(movement) && 'animate-flash')}>
        <td className={cx(cellStyles, 'truncate ps-3 text-muted')}>
          <RelativeTime iso={movement.created_at} />
        </td>
        <td className={cellStyles}>
          <RunButton run={run} isOpen={isOpen} onToggle={toggle} />
        </td>
        <td className={cx(cellStyles, 'text-right')}>
          <Delta delta={total} />
        </td>
        <td className={cellStyles} />
        <td className={cx(cellStyles, 'ps-6')}>
          <RunReason run={run} reason={movement.reason} />
        </td>
        <td className={cx(cellStyles, 'truncate text-muted max-[80rem]:hidden')}>{movement.note}</td>
        <td className={cx(cellStyles, 'truncate')}>{actorName(movement)}</td>
        <td className={cx(cellStyles, 'print:hidden')} />
      </tr>
      {isOpen && run.map((each) => <Row key={each.id} movement={each} {...{ mayRevert, isNew }} isInRun />)}
    </>
  )
}

function Row({ movement, mayRevert, isNew, isInRun }: RowProps & { isInRun?: boolean }) {
  return (
    <tr
      // Its button goes with a revert, and leaves the focus to it.
      tabIndex={-1}
      className={cx('group hover:bg-sunken/60', isNew?.(movement) && 'animate-flash')}
    >
      <td className={cx(cellStyles, 'truncate ps-3 text-muted')}>
        <RelativeTime iso={movement.created_at} />
      </td>
      <td className={cx(cellStyles, isInRun && 'ps-8')}>
        <div className="min-w-0">
          <ProductName movement={movement} />
          <span className="block truncate font-mono text-muted text-xs">{movement.sku}</span>
        </div>
      </td>
      <td className={cx(cellStyles, 'text-right')}>
        <Delta delta={movement.delta} />
      </td>
      <td className={cx(cellStyles, 'text-right tabular-nums')}>{formatCount(movement.balance_after)}</td>
      <td className={cx(cellStyles, 'ps-6')}>
        <ReasonCell movement={movement} />
        {movement.note && (
          <span className="block truncate text-muted text-xs min-[80rem]:hidden">{movement.note}</span>
        )}
      </td>
      <td
        title={movement.note || undefined}
        className={cx(cellStyles, 'truncate text-muted max-[80rem]:hidden')}
      >
        {movement.note}
      </td>
      <td className={cx(cellStyles, 'truncate')}>{actorName(movement)}</td>
      <td className={cx(cellStyles, 'pe-1 text-end print:hidden')}>
        {mayRevert(movement) && (
          <RevertButton
            movement={movement}
            className="opacity-60 group-focus-within:opacity-100 group-hover:opacity-100"
          />
        )}
      </td>
    </tr>
  )
}
