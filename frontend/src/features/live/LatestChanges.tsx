import { useId } from 'react'
import { movementWords } from '@/entities/movement/words'
import { ProductLink } from '@/entities/product/ProductLink'
import { cx } from '@/lib/cx'
import * as text from '@/strings/live'
import { LoadFailed } from '@/ui/LoadFailed'
import { RelativeTime } from '@/ui/RelativeTime'
import { RowSkeleton } from '@/ui/RowSkeleton'
import { type LatestChange, useLatestChanges } from './useLatestChanges'

interface LatestChangesProps {
  count: number
  onLeave?: () => void
}

/** The last changes of this place, the newest first, as they come. */
export function LatestChanges({ count, onLeave }: LatestChangesProps) {
  const id = useId()
  const { changes, isLoading, error, retry } = useLatestChanges(count)
  return (
    <section aria-labelledby={id} className="pt-3 pb-1">
      <h3 id={id} className="px-4 pb-1 text-muted text-xs">
        {text.latest}
      </h3>
      {changes.length > 0 && (
        <ul>
          {changes.map((change) => (
            <Change key={change.key} change={change} onLeave={onLeave} />
          ))}
        </ul>
      )}
      {error && <LoadFailed error={error} title={text.latestFailed} onRetry={retry} />}
      {isLoading && changes.length === 0 && (
        <RowSkeleton label={text.latestLoading} rows={4} className="h-13 px-4" />
      )}
      {!isLoading && !error && changes.length === 0 && <p className="px-4 pb-3">{text.noneYet}</p>}
    </section>
  )
}

function Change({ change, onLeave }: { change: LatestChange; onLeave: (() => void) | undefined }) {
  const { product, name, at, movement, what, actor, isNew } = change
  const words = movement ? movementWords(movement) : actor ? text.toldBy(what, actor) : what
  return (
    <li className={cx('relative px-4 py-2 hover:bg-sunken', isNew && 'animate-flash')}>
      <p className="truncate font-medium">
        {product === null ? (
          <bdi className="text-muted">{name}</bdi>
        ) : (
          <ProductLink id={product} onClick={onLeave} className="after:absolute after:inset-0">
            <bdi>{name}</bdi>
          </ProductLink>
        )}
      </p>
      <p className="flex justify-between gap-3 text-muted text-xs">
        <span
          className={cx(
            'min-w-0 truncate',
            movement && (movement.delta < 0 ? 'text-low-ink' : 'text-live-ink'),
          )}
        >
          {words}
        </span>
        <span className="shrink-0">
          <RelativeTime iso={at} />
        </span>
      </p>
    </li>
  )
}
