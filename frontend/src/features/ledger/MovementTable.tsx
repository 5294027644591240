import type { Movement } from '@/entities/movement/types'
import { actorName } from '@/entities/movement/words'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/movements'
import { RelativeTime } from '@/ui/RelativeTime'
import { type Column, cellStyles, StickyTable } from '@/ui/StickyTable'
import { Delta, ProductName, ReasonCell } from './MovementParts'
import { RevertButton } from './RevertButton'

export interface MovementListProps {
  rows: Movement[]
  mayRevert: (movement: Movement) => boolean
  /** Movements that came by themselves just now, which flash. */
  isNew?: (movement: Movement) => boolean
}

const columns: Column[] = [
  { title: text.when, className: 'w-28 pl-3' },
  { title: text.product },
  { title: text.change, className: 'w-24 text-right' },
  { title: text.onHand, className: 'w-24 text-right' },
  { title: text.reason, className: 'w-44 pl-6' },
  { title: text.note, className: 'max-[80rem]:hidden' },
  { title: text.who, className: 'w-28' },
  { title: text.actions, className: 'w-11', isTitleHidden: true },
]

/** The desk's ledger. */
export function MovementTable({ rows, mayRevert, isNew }: MovementListProps) {
  return (
    <StickyTable caption={text.title} columns={columns}>
      <tbody>
        {rows.map((movement) => (
          <Row
            key={movement.id}
            movement={movement}
            mayRevert={mayRevert(movement)}
            isNew={isNew?.(movement)}
          />
        ))}
      </tbody>
    </StickyTable>
  )
}

function Row({ movement, mayRevert, isNew }: { movement: Movement; mayRevert: boolean; isNew?: boolean }) {
  return (
    <tr className={cx('group hover:bg-sunken/60', isNew && 'animate-flash')}>
      <td className={cx(cellStyles, 'truncate pl-3 text-muted')}>
        <RelativeTime iso={movement.created_at} />
      </td>
      <td className={cellStyles}>
        <div className="min-w-0">
          <ProductName movement={movement} />
          <span className="block truncate font-mono text-muted text-xs">{movement.sku}</span>
        </div>
      </td>
      <td className={cx(cellStyles, 'text-right')}>
        <Delta delta={movement.delta} />
      </td>
      <td className={cx(cellStyles, 'text-right tabular-nums')}>{formatCount(movement.balance_after)}</td>
      <td className={cx(cellStyles, 'pl-6')}>
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
      <td className={cx(cellStyles, 'pr-1 text-right')}>
        {mayRevert && (
          <RevertButton
            movement={movement}
            className="opacity-60 group-focus-within:opacity-100 group-hover:opacity-100"
          />
        )}
      </td>
    </tr>
  )
}
