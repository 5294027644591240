import { ArrowLeftRight, ArrowUp, CloudOff, Lock, SearchX } from 'lucide-react'
import { Button } from '@/components/Button'
import { Skeleton } from '@/components/Skeleton'
import { StateMessage } from '@/components/StateMessage'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'

const ROWS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

export function MovementSkeleton({ rows = ROWS.length }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading movements" className="border-line border-t">
      {ROWS.slice(0, rows).map((row) => (
        <div key={row} className="flex h-15 items-center gap-4 border-line border-b px-4 desk:h-13 desk:px-3">
          <Skeleton className="h-3.5 w-12" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="h-2.5 w-24" />
          </div>
          <Skeleton className="h-3.5 w-10" />
        </div>
      ))}
    </div>
  )
}

export function MovementsFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isRefused = error instanceof ApiError && error.status === 403
  return (
    <StateMessage
      role="alert"
      icon={isRefused ? Lock : CloudOff}
      title={isRefused ? 'You may not see these movements' : 'The movements could not be loaded'}
      actions={
        <Button variant="primary" onClick={onRetry}>
          Retry
        </Button>
      }
    >
      <p>{errorMessage(error)}</p>
    </StateMessage>
  )
}

export function NoMovements({ onClear }: { onClear?: () => void }) {
  if (onClear) {
    return (
      <StateMessage
        icon={SearchX}
        title="No movement matches"
        actions={
          <Button variant="primary" onClick={onClear}>
            Clear
          </Button>
        }
      >
        <p>Nothing was recorded that fits these filters together.</p>
      </StateMessage>
    )
  }
  return (
    <StateMessage icon={ArrowLeftRight} title="Nothing has moved yet">
      <p>Whatever comes in or goes out is recorded here, with who did it and why.</p>
    </StateMessage>
  )
}

interface MoreMovementsProps {
  hasMore: boolean
  isLoading: boolean
  failed: boolean
  onMore: () => void
}

export function MoreMovements({ hasMore, isLoading, failed, onMore }: MoreMovementsProps) {
  if (!hasMore) return null
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 p-4">
      {failed && (
        <span role="alert" className="text-out-ink">
          The older movements could not be loaded.
        </span>
      )}
      <Button busy={isLoading} onClick={onMore}>
        {failed ? 'Retry' : 'Show older'}
      </Button>
    </div>
  )
}

/** New movements wait behind a button while the list is in use. */
export function NewMovements({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className="pointer-events-none sticky top-[calc(var(--list-top)+0.5rem)] z-20 flex h-0 justify-center">
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="pointer-events-auto inline-flex h-11 animate-rise items-center gap-1.5 rounded-full bg-accent px-4 font-medium text-white shadow-raised hover:bg-accent-hover desk:h-8"
        >
          <ArrowUp size={14} aria-hidden="true" />
          {formatCount(count)} new · show
        </button>
      )}
    </div>
  )
}
