import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ofThen } from '@/entities/product/asOf'
import { type ListParams, nextCursor, PAGE_SIZE, totalCount } from '@/entities/product/queries'
import { api } from '@/lib/api/client'
import { inTimeZone } from '@/lib/timeZone'

/* Under keys of their own: what the live client keeps current is the present. */

/** A list as it was at `at`, page by page. What was, stays; the names of accounts may change. */
export function usePastList(params: ListParams, at: string) {
  const { scope, ...filters } = ofThen(params)
  const path = scope === 'mine' ? 'products/my_products/' : 'products/'
  const asked = { ...filters, at, limit: PAGE_SIZE }
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

/** What there was in all at `at`, at the prices of then. */
export function usePastFigures(at: string) {
  return useQuery({
    queryKey: ['past', 'figures', at],
    queryFn: ({ signal }) =>
      inTimeZone(async (params) => (await api.get('dashboard/', { params: { ...params, at }, signal })).data),
  })
}
