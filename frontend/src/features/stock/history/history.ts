import { queryOptions, useQuery } from '@tanstack/react-query'
import { stockKeys, timeZone } from '@/features/stock/keys'
import type { StockHistory } from '@/features/stock/types'
import { useRefetchOnChange } from '@/features/stock/useFollow'
import { api } from '@/lib/api/client'

export const HISTORY_DAYS = 90

function historyOptions(productId: number) {
  return queryOptions({
    queryKey: stockKeys.history(productId, HISTORY_DAYS),
    queryFn: async ({ signal }) => {
      const params = { days: HISTORY_DAYS, tz: timeZone() }
      return (await api.get<StockHistory>(`products/${productId}/history/`, { params, signal })).data
    },
    staleTime: 0,
  })
}

/** What was on hand at the end of each of the last 90 days, following the feed. */
export function useHistory(productId: number) {
  useRefetchOnChange(
    stockKeys.history(productId, HISTORY_DAYS),
    ({ row, movement }) => row.id === productId && movement !== null,
  )
  return useQuery(historyOptions(productId))
}
