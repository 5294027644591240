import { CloudOff, PackagePlus, SearchX } from 'lucide-react'
import { Link } from 'react-router'
import { Button } from '@/components/Button'
import { buttonStyles } from '@/components/buttonStyles'
import { Skeleton } from '@/components/Skeleton'
import { StateMessage } from '@/components/StateMessage'
import { errorMessage } from '@/lib/api/errors'
import type { ListParams } from './queries'

const SKELETON_ROWS = Array.from({ length: 12 }, (_, index) => index)

export function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading products" className="border-line border-t desk:mt-9">
      {SKELETON_ROWS.map((row) => (
        <div key={row} className="flex h-23 items-center gap-3 border-line border-b px-4 desk:h-13 desk:px-3">
          <Skeleton className="size-14 desk:size-9" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-3/5 desk:w-52" />
            <Skeleton className="h-2.5 w-24" />
          </div>
          <Skeleton className="h-3.5 w-12" />
          <Skeleton className="hidden h-3.5 w-16 desk:block" />
          <Skeleton className="hidden h-3.5 w-20 desk:block" />
        </div>
      ))}
    </div>
  )
}

interface ListFailedProps {
  error: unknown
  onRetry: () => void
  onClear?: () => void
}

export function ListFailed({ error, onRetry, onClear }: ListFailedProps) {
  return (
    <StateMessage
      role="alert"
      icon={CloudOff}
      title="The products could not be loaded"
      actions={
        <>
          <Button variant="primary" onClick={() => onRetry()}>
            Retry
          </Button>
          {onClear && <Button onClick={onClear}>Clear filters</Button>}
        </>
      }
    >
      <p>{errorMessage(error)}</p>
    </StateMessage>
  )
}

export function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <StateMessage
      icon={SearchX}
      title="No product matches"
      actions={
        <Button variant="primary" onClick={onClear}>
          Clear
        </Button>
      }
    >
      <p>Nothing fits this search and these filters together.</p>
    </StateMessage>
  )
}

export function NoProducts({ scope }: Pick<ListParams, 'scope'>) {
  return (
    <StateMessage
      icon={PackagePlus}
      title={scope === 'mine' ? 'You have not added a product yet' : 'There are no products yet'}
      actions={
        <Link to="/products/new" className={buttonStyles('primary')}>
          Add your first product
        </Link>
      }
    >
      {scope === 'mine' ? (
        <p>What you add shows here, and you are the one who can change it.</p>
      ) : (
        <p>
          Or fill the inventory with samples:
          <code className="mt-2 block break-words rounded bg-sunken px-2 py-1 font-mono text-ink text-xs">
            python backend/manage.py populate_products --count 200
          </code>
        </p>
      )}
    </StateMessage>
  )
}

export function MoreFailed({ onRetry }: { onRetry: () => void }) {
  return (
    <p role="alert" className="flex items-center justify-center gap-3 p-4 text-out-ink">
      The next products could not be loaded.
      <Button onClick={() => onRetry()}>Retry</Button>
    </p>
  )
}
