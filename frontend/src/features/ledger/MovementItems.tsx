import type { Movement } from '@/entities/movement/types'
import { actorName, formatDelta } from '@/entities/movement/words'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/movements'
import { RelativeTime } from '@/ui/RelativeTime'
import { Delta, ProductName, ReasonCell } from './MovementParts'
import type { MovementListProps } from './MovementTable'
import { RevertButton } from './RevertButton'

interface MovementItemsProps extends MovementListProps {
  /** Of one product, whose name is above the list already. */
  ofOne?: boolean
}

/** The ledger as a list: on phones, and as the timeline of one product. */
export function MovementItems({ rows, mayRevert, isNew, ofOne }: MovementItemsProps) {
  const loaded = new Map(rows.map((movement) => [movement.id, movement]))
  return (
    <ol aria-label={text.title} className="border-line border-t">
      {rows.map((movement) => (
        <li
          key={movement.id}
          id={`movement-${movement.id}`}
          className={cx(
            'flex scroll-mt-32 items-center gap-3 border-line border-b py-2.5 pr-1 target:bg-accent-soft',
            ofOne ? 'pl-1 desk:pl-2' : 'pl-4',
            isNew?.(movement) && 'animate-flash',
          )}
        >
          {ofOne && <Delta delta={movement.delta} className="w-18 shrink-0 text-base" />}
          <div className="min-w-0 flex-1">
            {!ofOne && (
              <p className="min-w-0 text-base desk:text-sm">
                <ProductName movement={movement} />
              </p>
            )}
            <p className="flex min-w-0 flex-wrap items-center gap-x-2">
              <ReasonCell movement={movement} />
              <Reference movement={movement} loaded={loaded} />
            </p>
            <p className="text-muted text-xs">
              <bdi>{actorName(movement)}</bdi> · <RelativeTime iso={movement.created_at} />
            </p>
            {movement.note && <p className="mt-0.5 break-words text-muted">{movement.note}</p>}
          </div>
          <span className="shrink-0 text-right tabular-nums">
            {ofOne ? (
              <span>{formatCount(movement.balance_after)}</span>
            ) : (
              <Delta delta={movement.delta} className="text-base" />
            )}
            <span className="block text-muted text-xs">
              {ofOne ? text.onHandUnit : text.onHandCount(formatCount(movement.balance_after))}
            </span>
          </span>
          <span className="flex w-11 shrink-0 justify-center desk:w-9">
            {mayRevert(movement) && <RevertButton movement={movement} />}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** From a revert to what it took back, and the other way, when both are in sight. */
function Reference({ movement, loaded }: { movement: Movement; loaded: Map<number, Movement> }) {
  const otherId = movement.reverts ?? movement.reverted_by
  const other = otherId === null ? undefined : loaded.get(otherId)
  if (!other) return null
  const words = (movement.reverts === null ? text.takenBackBy : text.takesBack)(formatDelta(other.delta))
  return (
    <a
      href={`#movement-${other.id}`}
      aria-label={text.showThat(words)}
      className="inline-flex min-h-6 items-center rounded text-accent-ink text-xs underline-offset-4 hover:underline"
    >
      {words}
    </a>
  )
}
