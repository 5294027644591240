import { CloudOff, Lock, PackageX } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useBackLink } from '@/entities/product/wayBack'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { close, retry } from '@/strings/common'
import * as text from '@/strings/product'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { Skeleton } from '@/ui/Skeleton'
import { StateMessage } from '@/ui/StateMessage'

interface ProductStatesProps {
  error: unknown
  /** It was on the screen before it went. */
  wasSeen?: boolean
  /** Who deleted it while it was on the screen, when that is known. */
  deletedBy?: string | null
  onRetry: () => void
  /** What else can be done about a product that is gone. */
  rescue?: ReactNode
  /** Closes the place over the list; without it, a link leads to the list. */
  onClose?: () => void
}

/** A place for a product that has none to show: loading, gone, not allowed, or failed. */
export function ProductStates(props: ProductStatesProps) {
  const { error, wasSeen = false, deletedBy, onRetry, rescue, onClose } = props
  if (!error) return <ProductSkeleton />
  const status = error instanceof ApiError ? error.status : 0
  const isFinal = status === 404 || status === 403
  const leave = <Leave isMain={isFinal} onClose={onClose} />
  if (status === 404) {
    const why = wasSeen ? text.deletedMeanwhileWhy : text.notThereWhy
    const by = wasSeen ? text.deletedMeanwhileBy : text.deletedBy
    return (
      <StateMessage
        role={wasSeen ? 'alert' : undefined}
        icon={PackageX}
        title={wasSeen ? text.deletedMeanwhile : text.notThere}
        actions={
          <>
            {rescue}
            {leave}
          </>
        }
      >
        <p>{deletedBy ? by(deletedBy) : why}</p>
      </StateMessage>
    )
  }
  if (status === 403) {
    return (
      <StateMessage icon={Lock} title={text.forbidden} actions={leave}>
        <p>{errorMessage(error)}</p>
      </StateMessage>
    )
  }
  return (
    <StateMessage
      role="alert"
      icon={CloudOff}
      title={text.loadFailed}
      actions={
        <>
          <Button variant="primary" onClick={onRetry}>
            {retry}
          </Button>
          {leave}
        </>
      }
    >
      <p>{errorMessage(error)}</p>
    </StateMessage>
  )
}

function Leave({ isMain, onClose }: { isMain: boolean; onClose?: () => void }) {
  const goBack = useBackLink('/')
  const variant = isMain ? 'primary' : 'secondary'
  if (onClose) {
    return (
      <Button variant={variant} onClick={onClose}>
        {close}
      </Button>
    )
  }
  return (
    <Link to="/" onClick={goBack} className={buttonStyles(variant)}>
      {text.goToList}
    </Link>
  )
}

function ProductSkeleton() {
  return (
    <div role="status" aria-live="off" aria-label={text.loading} className="@container">
      <div className="flex flex-col gap-6 @xl:flex-row">
        <Skeleton className="h-44 w-full @xl:aspect-square @xl:h-auto @xl:max-w-64" />
        <div className="flex-1 space-y-4">
          <Skeleton className="h-6 w-1/2" />
          <Skeleton className="h-4 w-1/3" />
          <Skeleton className="h-32 w-full max-w-xl" />
        </div>
      </div>
    </div>
  )
}
