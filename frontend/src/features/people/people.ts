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

export interface InvitationDraft {
  role: Role
  email: string
  days: number
}

const peopleOptions = queryOptions({
  queryKey: ['people'],
  queryFn: async ({ signal }) => (await api.get<Account[]>('people/', { signal })).data,
  staleTime: 0,
  refetchOnWindowFocus: true,
})

const invitationsOptions = queryOptions({
  queryKey: ['invitations'],
  queryFn: async ({ signal }) => (await api.get<Invitation[]>('invitations/', { signal })).data,
  staleTime: 0,
  refetchOnWindowFocus: true,
})

export function usePeople() {
  return useQuery(peopleOptions)
}

export function useInvitations() {
  return useQuery(invitationsOptions)
}

/** Changes an account. Throws ApiError: 409 when nobody would be left to manage people. */
export function useChangePerson() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, ...part }: Pick<Account, 'id'> & Partial<Pick<Account, 'role' | 'is_active'>>) =>
      (await api.patch<Account>(`people/${id}/`, part)).data,
    onSuccess: (changed) =>
      client.setQueryData(peopleOptions.queryKey, (people) =>
        people?.map((person) => (person.id === changed.id ? changed : person)),
      ),
    // Of oneself the server also tells by the feed; this does not wait for it.
    onSettled: () => client.invalidateQueries(currentUserOptions),
  })
}

/** A link with which somebody chooses a new password. */
export async function makeResetLink(id: number): Promise<MadeLink> {
  return (await api.post<MadeLink>(`people/${id}/reset-link/`, {})).data
}

export function useInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (draft: InvitationDraft) => (await api.post<MadeLink>('invitations/', draft)).data,
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
