import { RelativeTime } from '@/components/RelativeTime'
import type { Movement } from '@/features/stock/types'
import { actorName } from '@/features/stock/words'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import { Delta, ProductName, ReasonCell } from './MovementParts'
import { RevertButton } from './RevertButton'

export interface MovementListProps {
  rows: Movement[]
  mayRevert: (movement: Movement) => boolean
  /** Movements that came by themselves just now, which flash. */
  isNew?: (movement: Movement) => boolean
}

const head =
  'sticky top-(--list-top) z-10 h-9 border-line border-b bg-canvas px-2 font-medium text-muted text-xs'
const cell = 'h-13 border-line border-b px-2'

/** The desk's ledger. */
export function MovementTable({ rows, mayRevert, isNew }: MovementListProps) {
  return (
    <table className="w-full table-fixed border-separate border-spacing-0">
      <caption className="sr-only">Movements</caption>
      <thead>
        <tr className="text-left">
          <th scope="col" className={cx(head, 'w-28 pl-3')}>
            When
          </th>
          <th scope="col" className={head}>
            Product
          </th>
          <th scope="col" className={cx(head, 'w-24 text-right')}>
            Change
          </th>
          <th scope="col" className={cx(head, 'w-24 text-right')}>
            On hand
          </th>
          <th scope="col" className={cx(head, 'w-44 pl-6')}>
            Reason
          </th>
          <th scope="col" className={cx(head, 'max-[80rem]:hidden')}>
            Note
          </th>
          <th scope="col" className={cx(head, 'w-28')}>
            Who
          </th>
          <th scope="col" className={cx(head, 'w-11')}>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
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
    </table>
  )
}

function Row({ movement, mayRevert, isNew }: { movement: Movement; mayRevert: boolean; isNew?: boolean }) {
  return (
    <tr className={cx('group hover:bg-sunken/60', isNew && 'animate-flash')}>
      <td className={cx(cell, 'truncate pl-3 text-muted')}>
        <RelativeTime iso={movement.created_at} />
      </td>
      <td className={cell}>
        <div className="min-w-0">
          <ProductName movement={movement} />
          <span className="block truncate font-mono text-muted text-xs">{movement.sku}</span>
        </div>
      </td>
      <td className={cx(cell, 'text-right')}>
        <Delta delta={movement.delta} />
      </td>
      <td className={cx(cell, 'text-right tabular-nums')}>{formatCount(movement.balance_after)}</td>
      <td className={cx(cell, 'pl-6')}>
        <ReasonCell movement={movement} />
        {movement.note && (
          <span className="block truncate text-muted text-xs min-[80rem]:hidden">{movement.note}</span>
        )}
      </td>
      <td title={movement.note || undefined} className={cx(cell, 'truncate text-muted max-[80rem]:hidden')}>
        {movement.note}
      </td>
      <td className={cx(cell, 'truncate')}>{actorName(movement)}</td>
      <td className={cx(cell, 'pr-1 text-right')}>
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
