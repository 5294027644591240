import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { currentUserOptions } from '@/entities/user/currentUser'
import type { Role } from '@/entities/user/roles'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'

/* The accounts of this place and the open invitations, for admins. */

export type Account = Answer<'Person'>
export type Invitation = Answer<'Invitation'>
/** A link that is told once. */
export type MadeLink = Answer<'Link'>

export interface InvitationInput {
  role: Role
  email: string
  days: number
}

const peopleOptions = queryOptions({
  queryKey: ['people'],
  queryFn: async ({ signal }) => (await api.get('people/', { signal })).data,
  staleTime: 0,
  refetchOnWindowFocus: true,
})

const invitationsOptions = queryOptions({
  queryKey: ['invitations'],
  queryFn: async ({ signal }) => (await api.get('invitations/', { signal })).data,
  staleTime: 0,
  refetchOnWindowFocus: true,
})

export function usePeople(enabled = true) {
  return useQuery({ ...peopleOptions, enabled })
}

export function useInvitations(enabled = true) {
  return useQuery({ ...invitationsOptions, enabled })
}

/** Changes an account. Throws ApiError: 409 when nobody would be left to manage people. */
export function useChangePerson() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, ...part }: Pick<Account, 'id'> & Partial<Pick<Account, 'role' | 'is_active'>>) =>
      (await api.patch(`people/${id}/`, part)).data,
    onSuccess: (changed) =>
      client.setQueryData(peopleOptions.queryKey, (people) =>
        people?.map((person) => (person.id === changed.id ? changed : person)),
      ),
    // Of oneself the server also tells by the feed; this does not wait for it.
    onSettled: () => client.invalidateQueries(currentUserOptions),
  })
}

/** Opens a service account. Throws ApiError: 400 for a name that cannot be had. */
export function useMakeService() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (input: { username: string; role: Role }) =>
      (await api.post('people/', { ...input, service: true })).data,
    onSuccess: () => client.invalidateQueries(peopleOptions),
  })
}

export function useDeleteService() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id }: Pick<Account, 'id'>) => {
      await api.delete(`people/${id}/`)
    },
    onSettled: () => client.invalidateQueries(peopleOptions),
  })
}

/** A link with which somebody chooses a new password. */
export async function makeResetLink(id: number): Promise<MadeLink> {
  return (await api.post(`people/${id}/reset-link/`, {})).data
}

export function useInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (input: InvitationInput) => (await api.post('invitations/', input)).data,
    onSuccess: () => client.invalidateQueries(invitationsOptions),
  })
}

export function useRevoke() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id }: Pick<Invitation, 'id'>) => {
      await api.delete(`invitations/${id}/`)
    },
    onSettled: () => client.invalidateQueries(invitationsOptions),
  })
}
