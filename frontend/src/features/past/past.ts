import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type ListParams, nextCursor, PAGE_SIZE, totalCount } from '@/entities/product/queries'
import { api } from '@/lib/api/client'

/* Under keys of their own: what the live client keeps current is the present. */

/** A list as it was at `at`, page by page. What was, stays; the names of accounts may change. */
export function usePastList(params: ListParams, at: string) {
  const { scope, ordering, ...filters } = params
  const path = scope === 'mine' ? 'products/my_products/' : 'products/'
  // The one order that the server does not have for then.
  const isKnown = ordering !== 'updated_at' && ordering !== '-updated_at'
  const asked = { ...filters, ...(isKnown && ordering && { ordering }), at, limit: PAGE_SIZE }
  return useInfiniteQuery({
    queryKey: ['past', 'list', scope, asked],
    queryFn: async ({ pageParam, signal }) => {
      const response = await api.get(path, { params: { ...asked, cursor: pageParam ?? undefined }, signal })
      return { rows: response.data, total: totalCount(response), next: nextCursor(response) }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export function usePastProduct(id: number, at: string) {
  return useQuery({
    queryKey: ['past', 'product', id, at],
    queryFn: async ({ signal }) => (await api.get(`products/${id}/`, { params: { at }, signal })).data,
  })
}
