import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'

export type CurrentUser = Answer<'Account'>

export const currentUserOptions = queryOptions({
  queryKey: ['account'],
  queryFn: async ({ signal }) => (await api.get('account/', { signal })).data,
  staleTime: 5 * 60_000,
})

export function useCurrentUser(): CurrentUser | undefined {
  return useQuery(currentUserOptions).data
}

const NOBODY: readonly string[] = []

/** The usernames of those who can give more rights. */
export function useAdmins(): readonly string[] {
  return useCurrentUser()?.admins ?? NOBODY
}
