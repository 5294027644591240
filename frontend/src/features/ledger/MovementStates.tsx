import { ArrowLeftRight, SearchX } from 'lucide-react'
import { cx } from '@/lib/cx'
import { clearFilters } from '@/strings/filterSheet'
import * as text from '@/strings/movements'
import { Button } from '@/ui/Button'
import { LoadFailed } from '@/ui/LoadFailed'
import { NewButton } from '@/ui/NewButton'
import { RowSkeleton } from '@/ui/RowSkeleton'
import { Skeleton } from '@/ui/Skeleton'
import { StateMessage } from '@/ui/StateMessage'

export function MovementSkeleton({ rows = 10 }: { rows?: number }) {
  return (
    <RowSkeleton
      label={text.loading}
      rows={rows}
      className="h-15 gap-4 desk:h-13"
      start={<Skeleton className="h-3.5 w-12" />}
      end={<Skeleton className="h-3.5 w-10" />}
    />
  )
}

export function MovementsFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return <LoadFailed error={error} title={text.failed} forbidden={text.forbidden} onRetry={onRetry} />
}

export function NoMovements({ onClear }: { onClear?: () => void }) {
  if (onClear) {
    return (
      <StateMessage
        icon={SearchX}
        title={text.noMatch}
        actions={
          <Button variant="primary" onClick={onClear}>
            {clearFilters}
          </Button>
        }
      >
        <p>{text.noMatchHint}</p>
      </StateMessage>
    )
  }
  return (
    <StateMessage icon={ArrowLeftRight} title={text.none}>
      <p>{text.noneHint}</p>
    </StateMessage>
  )
}

interface NewMovementsProps {
  count: number
  /** Whether the table's heads are there, to be shown among. */
  hasHead?: boolean
  onShow: () => void
}

/** New movements wait behind a button while the list is in use: in the head of the products, where there is one. */
export function NewMovements({ count, hasHead = false, onShow }: NewMovementsProps) {
  return (
    <div
      className={cx(
        'pointer-events-none sticky z-20 flex h-0',
        hasHead
          ? 'top-[calc(var(--list-top)+0.25rem)] ps-48'
          : 'top-[calc(var(--list-top)+0.5rem)] justify-center',
      )}
    >
      {count > 0 && (
        <NewButton
          className={cx('pointer-events-auto animate-rise', hasHead ? 'desk:h-7 desk:text-xs' : 'desk:h-8')}
          onPress={onShow}
        >
          {text.showNew(count)}
        </NewButton>
      )}
    </div>
  )
}
