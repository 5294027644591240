import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'
import { useOnce } from '@/lib/api/useOnce'

export type Category = Answer<'Category'>

/** Kept current by the feed, which says when it has changed (`app/Session.ts`). */
export const categoriesOptions = queryOptions({
  queryKey: ['categories'],
  queryFn: async ({ signal }) => (await api.get('categories/', { signal })).data,
  staleTime: 5 * 60_000,
})

export function useCategories() {
  return useQuery(categoriesOptions)
}

/** Adds a category. Throws ApiError: 400 for a name that there is already. */
export function useCreateCategory() {
  const client = useQueryClient()
  const { once } = useOnce()
  return useMutation({
    mutationFn: async (name: string) => {
      const add = (key: string) => api.post('categories/', { name }, { headers: { 'Idempotency-Key': key } })
      return (await once(add)).data
    },
    onSuccess: (made) => {
      client.setQueryData(categoriesOptions.queryKey, (all) => all && [...all, made])
      return client.invalidateQueries(categoriesOptions)
    },
  })
}

/** Names a category by its slug; an unknown one (just added elsewhere) shows its slug. */
export function useCategoryName(): (slug: string) => string {
  const { data } = useCategories()
  const names = useMemo(() => new Map(data?.map(({ slug, name }) => [slug, name])), [data])
  return useCallback((slug) => names.get(slug) ?? slug, [names])
}
