import { QueryClientProvider } from '@tanstack/react-query'
import { useLayoutEffect, useState } from 'react'
import { useTokenRenewal, useUserId } from '@/entities/user/session'
import { LiveProvider } from '@/sync/LiveProvider'
import { Layout } from './Layout'
import { Session } from './session'

/** All that the signed-in share. Another person signing in starts with a session of their own. */
export function AppShell() {
  const userId = useUserId()
  return userId === null ? null : <SignedIn key={userId} userId={userId} />
}

function SignedIn({ userId }: { userId: number }) {
  const [session] = useState(() => new Session(userId))
  useLayoutEffect(() => {
    session.begin()
    return () => session.end()
  }, [session])
  useTokenRenewal()
  return (
    <QueryClientProvider client={session.queryClient}>
      <LiveProvider client={session.live}>
        <Layout />
      </LiveProvider>
    </QueryClientProvider>
  )
}
