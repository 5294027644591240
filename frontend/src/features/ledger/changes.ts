import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { nextCursor } from '@/entities/product/queries'
import { api } from '@/lib/api/client'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

const PAGE = 50

function changesOptions(productId: number) {
  return infiniteQueryOptions({
    queryKey: ['trail', 'product', productId],
    queryFn: async ({ pageParam, signal }) => {
      const params = { limit: PAGE, cursor: pageParam ?? undefined }
      const response = await api.get(`products/${productId}/changes/`, { params, signal })
      return { rows: response.data, next: nextCursor(response) }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })
}

/** Who changed which field of a product, newest first. Follows the feed, which does not carry it: it is fetched again. */
export function useChanges(productId: number) {
  const options = changesOptions(productId)
  const query = useInfiniteQuery(options)
  useRefetchOnChange(options.queryKey, ({ row }) => row.id === productId)
  return { ...query, rows: query.data?.pages.flatMap(({ rows }) => rows) ?? [] }
}
