import { TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useRouteError } from 'react-router'
import { Button } from '@/components/Button'
import { StateMessage } from '@/components/StateMessage'

/** Shown in place of a page whose code failed; the navigation around it goes on working. */
export function ErrorPage() {
  const error = useRouteError()
  useEffect(() => console.error(error), [error])
  return (
    <div className="flex min-h-[70dvh] items-center">
      <StateMessage
        isPage
        role="alert"
        icon={TriangleAlert}
        title="This page has failed"
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        <p>What was saved is safe. Reloading usually helps, also after an update of the app.</p>
      </StateMessage>
    </div>
  )
}
