import { CloudOff, Lock, PackageX } from 'lucide-react'
import { Link } from 'react-router'
import { Button } from '@/components/Button'
import { buttonStyles } from '@/components/buttonStyles'
import { Skeleton } from '@/components/Skeleton'
import { StateMessage } from '@/components/StateMessage'
import { ApiError, errorMessage } from '@/lib/api/errors'

interface ProductStatesProps {
  error: unknown
  /** Who deleted it while it was on the screen, when that is known. */
  deletedBy?: string | null
  onRetry: () => void
}

/** A product page that has no product to show: loading, gone, not allowed, or failed. */
export function ProductStates({ error, deletedBy, onRetry }: ProductStatesProps) {
  if (!error) {
    return (
      <div role="status" aria-label="Loading product" className="flex flex-col gap-6 desk:flex-row">
        <Skeleton className="aspect-square w-full max-w-64" />
        <div className="flex-1 space-y-4">
          <Skeleton className="h-6 w-1/2" />
          <Skeleton className="h-4 w-1/3" />
          <Skeleton className="h-32 w-full max-w-xl" />
        </div>
      </div>
    )
  }
  const status = error instanceof ApiError ? error.status : 0
  const home = (
    <Link to="/" className={buttonStyles(status === 404 || status === 403 ? 'primary' : 'secondary')}>
      Go to the inventory
    </Link>
  )
  if (status === 404) {
    return (
      <StateMessage icon={PackageX} title="This product does not exist" actions={home}>
        <p>{deletedBy ? `It was deleted by ${deletedBy}.` : 'It was deleted, or the link is mistyped.'}</p>
      </StateMessage>
    )
  }
  if (status === 403) {
    return (
      <StateMessage icon={Lock} title="You may not see this product" actions={home}>
        <p>{errorMessage(error)}</p>
      </StateMessage>
    )
  }
  return (
    <StateMessage
      role="alert"
      icon={CloudOff}
      title="The product could not be loaded"
      actions={
        <>
          <Button variant="primary" onClick={onRetry}>
            Retry
          </Button>
          {home}
        </>
      }
    >
      <p>{errorMessage(error)}</p>
    </StateMessage>
  )
}
