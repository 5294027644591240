import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'

export type CurrentUser = Answer<'User'>

const currentUserOptions = queryOptions({
  queryKey: ['user'],
  queryFn: async ({ signal }) => (await api.get<CurrentUser>('user/', { signal })).data,
  staleTime: 5 * 60_000,
})

export function useCurrentUser(): CurrentUser | undefined {
  return useQuery(currentUserOptions).data
}
