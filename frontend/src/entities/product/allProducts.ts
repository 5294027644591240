import { queryOptions } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { type ListParams, nextCursor, productKeys, totalCount } from './queries'
import type { Product } from './types'

/** As many as a request brings, and as many as fit on a pile of paper that somebody wants to carry. */
const PAGE = 500
const MOST = 5_000

/** The rows of a whole list as they are now, up to 5,000, and how many it has. `onProgress` hears how many are there. */
export function allProductsOptions(params: ListParams, onProgress: (done: number, total: number) => void) {
  const { scope, ...filters } = params
  const path = scope === 'mine' ? 'products/my_products/' : 'products/'
  return queryOptions({
    queryKey: [...productKeys.all, 'print', params],
    queryFn: async ({ signal }) => {
      const rows: Product[] = []
      for (let cursor: string | null = null; ; ) {
        const response = await fetchPage({ ...filters, limit: PAGE, cursor }, signal)
        rows.push(...response.data)
        cursor = nextCursor(response)
        const total = totalCount(response)
        onProgress(rows.length, Math.min(total, MOST))
        if (cursor === null || rows.length >= MOST) return { rows, total }
      }
    },
    staleTime: 0,
    gcTime: 0,
  })

  function fetchPage(
    page: Omit<ListParams, 'scope'> & { limit: number; cursor: string | null },
    signal: AbortSignal,
  ) {
    return api.get(path, { params: page, signal })
  }
}
