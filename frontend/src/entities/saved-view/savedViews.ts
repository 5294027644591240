import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'
import { useLater } from '@/lib/useLater'

/** A list's search, filters and order under a name. `query` is as in the address, without the question mark. */
export type SavedView = Answer<'SavedView'>

export type ViewInput = Pick<SavedView, 'name' | 'query' | 'scope'>

/** Asked for again when categories change: views name them, and the server rewrites those that do. */
export const viewsKey = ['views'] as const

const ownViewsOptions = queryOptions({
  queryKey: viewsKey,
  queryFn: async ({ signal }) => (await api.get('views/', { signal })).data,
  staleTime: 5 * 60_000,
})

/** The signed-in person's own views, in their order. */
export function useOwnViews() {
  return useQuery({ ...ownViewsOptions, enabled: useLater() })
}

/** One view, anybody's; none for null. */
export function useSavedView(slug: string | null) {
  return useQuery({
    queryKey: [...viewsKey, slug],
    queryFn: async ({ signal }) =>
      (await api.get(`views/${encodeURIComponent(slug ?? '')}/`, { signal })).data,
    enabled: slug !== null,
    staleTime: 5 * 60_000,
  })
}
