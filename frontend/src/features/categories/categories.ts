import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Category, categoriesOptions } from '@/entities/category/categories'
import { api } from '@/lib/api/client'

/* The categories of this place with what is in them, for managers. */

export type CountedCategory = Category & { products: number }

/** Under the key of all categories: what makes these stale makes those stale. */
const countedOptions = queryOptions({
  queryKey: [...categoriesOptions.queryKey, 'counted'],
  queryFn: async ({ signal }) => (await api.get('categories/', { signal, params: { counts: true } })).data,
  staleTime: 0,
})

export function useCountedCategories() {
  return useQuery(countedOptions)
}

export function useChangeCategory() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ slug, ...part }: { slug: string; name?: string; position?: number }) =>
      (await api.patch(`categories/${slug}/`, part)).data,
    onMutate: ({ slug, position }) => {
      if (position === undefined) return
      // The line moves under the finger at once; the server's list follows.
      client.setQueryData(countedOptions.queryKey, (all) => all && moved(all, slug, position))
    },
    onSettled: () => client.invalidateQueries(categoriesOptions),
  })
}

/** Its products and the saved views that ask for it go to `replacement`. Throws ApiError: 409 while they have none. */
export function useRemoveCategory() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ slug, replacement }: { slug: string; replacement: string }) => {
      await api.delete(`categories/${slug}/`, { params: replacement ? { replacement } : {} })
    },
    onSettled: () => client.invalidateQueries(categoriesOptions),
  })
}

function moved(all: readonly CountedCategory[], slug: string, position: number): CountedCategory[] {
  const others = all.filter((category) => category.slug !== slug)
  const own = all.filter((category) => category.slug === slug)
  return [...others.slice(0, position), ...own, ...others.slice(position)]
}
