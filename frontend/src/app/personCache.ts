import type { QueryClient } from '@tanstack/react-query'
import { createQueryClient } from '@/lib/api/queryClient'

let current: { userId: number; client: QueryClient } | null = null

/** This person's cache. Loaders fill it while the rest of the app is on its way; their Session takes it over. */
export function cacheOf(userId: number): QueryClient {
  if (current?.userId !== userId) current = { userId, client: createQueryClient() }
  return current.client
}

/** Ends with the session. */
export function forgetCache(client: QueryClient): void {
  if (current?.client === client) current = null
}
