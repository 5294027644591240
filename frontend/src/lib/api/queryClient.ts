import { notifyManager, QueryClient } from '@tanstack/react-query'
import { inNextFrame } from '@/lib/frames'
import { ApiError } from './errors'

const RETRIES = 2
const FRESH_MS = 30_000

/** The cache of server state. The live feed keeps it current, so looking at the window again refetches nothing. */
export function createQueryClient(): QueryClient {
  // A hundred events a second would otherwise draw the list a hundred times.
  notifyManager.setScheduler(inNextFrame)
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        refetchOnWindowFocus: false,
        // A request that cannot leave fails and offers Retry instead of waiting silently.
        networkMode: 'always',
        retry: (failures, error) => failures < RETRIES && !isAnswer(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** The server understood and said no: asking again gives the same. */
function isAnswer(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500
}
