import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { useTokenRenewal, useUserId } from '@/features/auth/session'
import { LiveProvider } from '@/features/live/LiveProvider'
import { createQueryClient } from '@/lib/api/queryClient'
import { Layout } from './Layout'

/** All that the signed-in share. Another person signing in starts with an empty cache. */
export function AppShell() {
  return <SignedIn key={useUserId()} />
}

function SignedIn() {
  const [client] = useState(createQueryClient)
  useTokenRenewal()
  return (
    <QueryClientProvider client={client}>
      <LiveProvider>
        <Layout />
      </LiveProvider>
    </QueryClientProvider>
  )
}
