import type { ReactNode } from 'react'
import type { Movement } from '@/entities/movement/types'
import { actorName, formatDelta } from '@/entities/movement/words'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/movements'
import { RelativeTime } from '@/ui/RelativeTime'
import { Delta, ProductName, ReasonCell, RunButton, RunReason, useRun } from './MovementParts'
import type { MovementListProps } from './MovementTable'
import { RevertButton } from './RevertButton'
import { inRuns } from './runs'

/** The ledger as a list, on phones. */
export function MovementItems({ rows, mayRevert, isNew }: MovementListProps) {
  const runs = inRuns(rows)
  // What is in a run may be out of sight.
  const loaded = byId(runs.flatMap((run) => (run.length > 1 ? [] : run)))
  const item = (movement: Movement) => (
    <MovementItem
      key={movement.id}
      movement={movement}
      loaded={loaded}
      mayRevert={mayRevert(movement)}
      isNew={isNew?.(movement)}
    />
  )
  return (
    <ol aria-label={text.title} className="border-line border-t">
      {runs.map((run) =>
        run.length > 1 ? (
          // The oldest stays the oldest while a run goes on.
          <RunItem key={run.at(-1)?.id} run={run}>
            {run.map(item)}
          </RunItem>
        ) : (
          run.map(item)
        ),
      )}
    </ol>
  )
}

/** The movements of one bulk change or import: a line, and once opened a line for each. */
function RunItem({ run, children }: { run: Movement[]; children: ReactNode }) {
  const { isOpen, toggle, total } = useRun(run)
  const [newest] = run
  if (!newest) return null
  return (
    <li className="border-line border-b">
      <div className="flex items-center gap-3 py-2.5 ps-4 pe-15 desk:pe-13">
        <div className="min-w-0 flex-1">
          <RunButton run={run} isOpen={isOpen} onToggle={toggle} />
          <p>
            <RunReason run={run} reason={newest.reason} />
          </p>
          <p className="text-muted text-xs">
            <bdi>{actorName(newest)}</bdi> · <RelativeTime iso={newest.created_at} />
          </p>
          {newest.note && <p className="mt-0.5 break-words text-muted">{newest.note}</p>}
        </div>
        <Delta delta={total} className="shrink-0 text-base" />
      </div>
      {isOpen && <ol className="border-line border-t ps-4 [&>:last-child]:border-b-0">{children}</ol>}
    </li>
  )
}

export function byId(rows: Movement[]): Map<number, Movement> {
  return new Map(rows.map((movement) => [movement.id, movement]))
}

interface MovementItemProps {
  movement: Movement
  /** Those that can be pointed to. */
  loaded: Map<number, Movement>
  mayRevert: boolean
  isNew?: boolean
  /** Of one product, whose name is above the list already. */
  ofOne?: boolean
}

/** One movement in a list. */
export function MovementItem({ movement, loaded, mayRevert, isNew, ofOne }: MovementItemProps) {
  return (
    <li
      id={`movement-${movement.id}`}
      // Its button goes with a revert, and leaves the focus to it.
      tabIndex={-1}
      className={cx(
        'flex scroll-mt-32 items-center gap-3 border-line border-b py-2.5 pe-1 target:bg-accent-soft',
        ofOne ? 'ps-1 desk:ps-2' : 'ps-4',
        isNew && 'animate-flash',
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
          <ReasonCell movement={movement} isBrief={loaded.has(movement.reverts ?? 0)} />
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
        {mayRevert && <RevertButton movement={movement} />}
      </span>
    </li>
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
