import { TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useRouteError } from 'react-router'
import { isMissingPart, serverIsThere } from '@/lib/loadPart'
import { stored } from '@/lib/stored'
import * as text from '@/strings/shell'
import { Button } from '@/ui/Button'
import { StateMessage } from '@/ui/StateMessage'

/** When the page last reloaded by itself: a part that is missing for good must not make it reload for ever. */
const reloadedAt = stored<number>('lr.reloaded', { parse: (text) => Number(text) || 0, print: String })
const APART_MS = 60_000

/** Shown in place of a page whose code failed; the navigation around it goes on working. */
export function ErrorPage() {
  const error = useRouteError()
  const isMissing = isMissingPart(error)
  const isOffline = !navigator.onLine
  useEffect(() => console.error(error), [error])
  useEffect(() => (isMissing ? reloadWhenThere() : undefined), [isMissing])
  return (
    <div className="flex min-h-[70dvh] items-center">
      <StateMessage
        isPage
        role="alert"
        icon={TriangleAlert}
        title={isOffline ? text.failedOfflineTitle : isMissing ? text.missingTitle : text.failedTitle}
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            {text.reload}
          </Button>
        }
      >
        <p>{isOffline ? text.failedOfflineHint : isMissing ? text.missingHint : text.failedHint}</p>
      </StateMessage>
    </div>
  )
}

/** For a part that did not come: the server is away, or has another version of the app. */
function reloadWhenThere(): () => void {
  let isGone = false
  if (Date.now() - reloadedAt.get() > APART_MS) {
    void serverIsThere().then(() => {
      if (isGone) return
      reloadedAt.set(Date.now())
      window.location.reload()
    })
  }
  return () => {
    isGone = true
  }
}
