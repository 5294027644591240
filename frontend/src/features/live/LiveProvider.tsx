import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, startTransition, useLayoutEffect, useState } from 'react'
import { ensureFresh, renewRefused } from '@/lib/auth/tokens'
import { env } from '@/lib/env'
import { LiveClient } from './client'
import { LiveContext } from './context'

interface LiveProviderProps {
  children: ReactNode
  /** For tests: a client that is already made. Taken once. */
  client?: LiveClient
}

/**
 * Keeps everything inside it live. Belongs around the signed-in part of the app, inside QueryClientProvider; give
 * it the user's id as `key`, so that another user starts with another client.
 */
export function LiveProvider({ children, client: given }: LiveProviderProps) {
  const queryClient = useQueryClient()
  const [client] = useState(
    () => given ?? new LiveClient({ queryClient, url: env.wsUrl, tokens: { ensureFresh, renewRefused } }),
  )
  // The cache must be attached before the first product query is made, and that happens when children render.
  // All of the app is drawn then: in slices, so that the page answers meanwhile.
  const [isAttached, setAttached] = useState(false)
  useLayoutEffect(() => {
    client.start()
    startTransition(() => setAttached(true))
    return () => client.stop()
  }, [client])
  return <LiveContext value={client}>{isAttached ? children : null}</LiveContext>
}
