import { type ReactNode, startTransition, useLayoutEffect, useState } from 'react'
import type { LiveClient } from './client'
import { LiveContext } from './context'

interface LiveProviderProps {
  children: ReactNode
  /** The one of the session; another session has another provider. */
  client: LiveClient
}

/** Keeps everything inside it live. Belongs around the signed-in part of the app, inside QueryClientProvider. */
export function LiveProvider({ children, client }: LiveProviderProps) {
  // Children ask the cache when they are drawn, so it is attached first. All of the app is drawn then: in slices, so that
  // the page answers meanwhile.
  const [isAttached, setAttached] = useState(false)
  useLayoutEffect(() => {
    client.attach()
    startTransition(() => setAttached(true))
    return () => client.stop()
  }, [client])
  // A word of the feed in between would have React draw all of the app once more, in one slice. Both are layout effects:
  // of a part that is hidden and shown again, React runs those anew and no others.
  useLayoutEffect(() => {
    if (isAttached) client.start()
  }, [client, isAttached])
  return <LiveContext value={client}>{isAttached ? children : null}</LiveContext>
}
