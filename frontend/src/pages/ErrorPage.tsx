import { TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useRouteError } from 'react-router'
import * as text from '@/strings/shell'
import { Button } from '@/ui/Button'
import { StateMessage } from '@/ui/StateMessage'

/** Shown in place of a page whose code failed; the navigation around it goes on working. */
export function ErrorPage() {
  const error = useRouteError()
  const isOffline = !navigator.onLine
  useEffect(() => console.error(error), [error])
  return (
    <div className="flex min-h-[70dvh] items-center">
      <StateMessage
        isPage
        role="alert"
        icon={TriangleAlert}
        title={isOffline ? text.failedOfflineTitle : text.failedTitle}
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            {text.reload}
          </Button>
        }
      >
        <p>{isOffline ? text.failedOfflineHint : text.failedHint}</p>
      </StateMessage>
    </div>
  )
}
