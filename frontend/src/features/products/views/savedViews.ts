import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ListParams } from '@/features/products/queries'
import { api } from '@/lib/api/client'

/** A list's search, filters and order under a name. */
export interface SavedView {
  slug: string
  name: string
  /** As in the address, without the question mark. */
  query: string
  scope: ListParams['scope']
  owner: string
  is_own: boolean
  /** Among one's own views, from 0. */
  position: number
}

export type ViewDraft = Pick<SavedView, 'name' | 'query' | 'scope'>

const ownViewsOptions = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) => (await api.get<SavedView[]>('views/', { signal })).data,
  staleTime: 5 * 60_000,
})

/** The signed-in person's own views, in their order. */
export function useOwnViews() {
  return useQuery(ownViewsOptions)
}

/** One view, anybody's; none for null. */
export function useSavedView(slug: string | null) {
  return useQuery({
    queryKey: ['views', slug],
    queryFn: async ({ signal }) =>
      (await api.get<SavedView>(`views/${encodeURIComponent(slug ?? '')}/`, { signal })).data,
    enabled: slug !== null,
    staleTime: 5 * 60_000,
  })
}

export function useCreateView() {
  return useViewMutation(async (draft: ViewDraft) => (await api.post<SavedView>('views/', draft)).data)
}

export function useUpdateView() {
  return useViewMutation(
    async ({ slug, ...part }: Pick<SavedView, 'slug'> & Partial<ViewDraft & Pick<SavedView, 'position'>>) =>
      (await api.patch<SavedView>(`views/${slug}/`, part)).data,
  )
}

export function useDeleteView() {
  return useViewMutation(async ({ slug }: Pick<SavedView, 'slug'>) => {
    await api.delete(`views/${slug}/`)
  })
}

/** The list of views is short, and its order is the server's: it is simply read again. */
function useViewMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  })
}
