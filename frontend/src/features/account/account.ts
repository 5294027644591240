import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { currentUserOptions } from '@/entities/user/currentUser'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'
import { saveTokens } from '@/lib/auth/tokens'

/* One's own account, once signed in. */

export type Device = Answer<'SignInRecord'>

const devicesOptions = queryOptions({
  queryKey: ['devices'],
  queryFn: async ({ signal }) => (await api.get('account/sessions/', { signal })).data,
  staleTime: 0,
})

/** Where the person is signed in, the place that was used last first; asked again each `every` milliseconds. */
export function useDevices(every?: number) {
  return useQuery({ ...devicesOptions, refetchInterval: every })
}

export function useSignOutDevice() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id }: Device) => {
      await api.delete(`account/sessions/${encodeURIComponent(id)}/`)
    },
    onSettled: () => client.invalidateQueries(devicesOptions),
  })
}

export function useChangeProfile() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (profile: { username?: string; email?: string; password?: string }) =>
      (await api.patch('account/', profile)).data,
    onSuccess: (user) => client.setQueryData(currentUserOptions.queryKey, user),
  })
}

/** A link to the person's own address, which confirms it. */
export function useSendConfirmation() {
  return useMutation({
    mutationFn: async () => {
      await api.post('account/email/', {})
    },
  })
}

/** The other devices are signed out; this one goes on with a new pair. Throws ApiError: 400 for a wrong old one. */
export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (passwords: { old_password: string; new_password: string }) => {
      saveTokens((await api.post('account/password/', passwords)).data)
    },
    onSuccess: () => client.invalidateQueries(devicesOptions),
  })
}

/** Throws ApiError: 400 for a wrong password, 409 for the last admin. */
export async function deleteAccount(password: string): Promise<void> {
  await api.delete('account/', { body: { password } })
}
