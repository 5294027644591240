import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'

export interface CurrentUser {
  id: number
  username: string
  email: string
  is_staff: boolean
  permissions: string[]
}

const currentUserOptions = queryOptions({
  queryKey: ['user'],
  queryFn: async ({ signal }) => (await api.get<CurrentUser>('user/', { signal })).data,
  staleTime: 5 * 60_000,
})

export function useCurrentUser(): CurrentUser | undefined {
  return useQuery(currentUserOptions).data
}
