import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'

type Category = Answer<'Category'>

const categoriesOptions = queryOptions({
  queryKey: ['categories'],
  queryFn: async ({ signal }) => (await api.get<Category[]>('categories/', { signal })).data,
  staleTime: 5 * 60_000,
})

export function useCategories() {
  return useQuery(categoriesOptions)
}

/** Names a category by its slug; an unknown one (just added elsewhere) shows its slug. */
export function useCategoryName(): (slug: string) => string {
  const { data } = useCategories()
  const names = useMemo(() => new Map(data?.map(({ slug, name }) => [slug, name])), [data])
  return useCallback((slug) => names.get(slug) ?? slug, [names])
}
