import { BookmarkX, CloudOff } from 'lucide-react'
import { Link, Navigate, useParams } from 'react-router'
import { useSavedView } from '@/entities/saved-view/savedViews'
import { ListSkeleton } from '@/features/product-list/listStates'
import { withView } from '@/features/saved-views/useOpenView'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/views'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { StateMessage } from '@/ui/StateMessage'

/** Where the link of a saved view leads: on to the list that it shows. */
export function SharedViewPage() {
  const { slug = '' } = useParams()
  const { data, error, refetch } = useSavedView(slug)
  useTitle(text.sharedTitle)
  if (data) {
    const list = data.scope === 'mine' ? '/my-products' : '/'
    return <Navigate replace to={`${list}?${withView(new URLSearchParams(), data.slug, data.query)}`} />
  }
  if (!error) return <ListSkeleton />
  const isGone = error instanceof ApiError && error.status === 404
  return (
    <StateMessage
      isPage
      role="alert"
      icon={isGone ? BookmarkX : CloudOff}
      title={isGone ? text.goneTitle : text.failedTitle}
      actions={
        <>
          {!isGone && (
            <Button variant="primary" onClick={() => refetch()}>
              {text.retry}
            </Button>
          )}
          <Link to="/" className={buttonStyles(isGone ? 'primary' : 'secondary')}>
            {text.toInventory}
          </Link>
        </>
      }
    >
      <p>{isGone ? text.goneWhy : errorMessage(error)}</p>
    </StateMessage>
  )
}
