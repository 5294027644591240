import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'

/* Tokens of programs: one's own, and for admins those of service accounts. */

export type Token = Answer<'ApiToken'>
/** With the token itself, which is told once. */
export type MadeToken = Answer<'NewApiToken'>
export type Scope = Token['scopes'][number]

export interface TokenInput {
  name: string
  scopes: Scope[]
  expires_at: string
}

const KEY = 'tokens'

/** Those of an account; one's own for null. */
export function useTokens(account: number | null) {
  return useQuery({
    queryKey: [KEY, account],
    queryFn: async ({ signal }) => {
      const params = account === null ? {} : { user: account }
      return (await api.get('tokens/', { signal, params })).data
    },
    staleTime: 0,
    refetchOnWindowFocus: true,
  })
}

/** Throws ApiError: 409 when there are too many. */
export function useMakeToken(account: number | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (input: TokenInput) => {
      const whose = account === null ? {} : { user: account }
      return (await api.post('tokens/', { ...input, ...whose })).data
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [KEY] }),
  })
}

export function useDeleteToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id }: Pick<Token, 'id'>) => {
      await api.delete(`tokens/${id}/`)
    },
    onSettled: () => client.invalidateQueries({ queryKey: [KEY] }),
  })
}

/** Where a screen on a wall shows the stock. The token stands behind the #, which reaches no server's log. */
export function wallLink(token: string): string {
  return `${window.location.origin}/wall#token=${token}`
}
