import { QueryClientProvider } from '@tanstack/react-query'
import { useLayoutEffect, useState } from 'react'
import { Session } from '@/app/Session'
import { AdjustQueueContext } from '@/entities/movement/useAdjustQueue'
import { useTokenRenewal, useUserId } from '@/entities/user/session'
import { LiveProvider } from '@/sync/LiveProvider'
import { Layout } from './Layout'

/** All that the signed-in share. Another person signing in starts with a session of their own. */
export function AppShell() {
  const userId = useUserId()
  return userId === null ? null : <SignedIn key={userId} userId={userId} />
}

function SignedIn({ userId }: { userId: number }) {
  const session = useSession(userId)
  useTokenRenewal()
  if (!session) return null
  return (
    <QueryClientProvider client={session.queryClient}>
      <LiveProvider client={session.live}>
        <AdjustQueueContext value={session.taps}>
          <Layout />
        </AdjustQueueContext>
      </LiveProvider>
    </QueryClientProvider>
  )
}

/** The session lasts as long as the component: it begins and ends in an effect, which React runs in pairs. */
function useSession(userId: number): Session | null {
  const [session, setSession] = useState<Session | null>(null)
  useLayoutEffect(() => {
    const begun = new Session(userId)
    setSession(begun)
    return () => begun.dispose()
  }, [userId])
  return session
}
