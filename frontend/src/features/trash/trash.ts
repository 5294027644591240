import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { nextCursor, totalCount } from '@/entities/product/queries'
import { trashKey } from '@/entities/product/trash'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

export type Trashed = Answer<'TrashedProduct'>

const PAGE = 50

const trashOptions = infiniteQueryOptions({
  queryKey: trashKey,
  queryFn: async ({ pageParam, signal }) => {
    const params = { limit: PAGE, cursor: pageParam ?? undefined }
    const response = await api.get('products/trash/', { params, signal })
    return { rows: response.data, total: totalCount(response), next: nextCursor(response) }
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  staleTime: 0,
})

/** What was deleted, the latest first; follows what is deleted and restored. */
export function useTrash() {
  const query = useInfiniteQuery(trashOptions)
  useRefetchOnChange(trashKey, ({ action }) => action !== 'update')
  return {
    ...query,
    rows: query.data?.pages.flatMap(({ rows }) => rows) ?? [],
    total: query.data?.pages.at(-1)?.total ?? 0,
  }
}

/** Deletes a product for good. Throws ApiError. */
export async function removeForGood(id: number): Promise<void> {
  await api.delete(`products/trash/${id}/`)
}
