import { queryOptions, useQuery } from '@tanstack/react-query'
import { stockKeys } from '@/entities/movement/keys'
import type { StockHistory } from '@/entities/movement/types'
import { api } from '@/lib/api/client'
import { inTimeZone } from '@/lib/timeZone'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

export const HISTORY_DAYS = 90

function historyOptions(productId: number) {
  return queryOptions({
    queryKey: stockKeys.history(productId, HISTORY_DAYS),
    queryFn: ({ signal }) =>
      inTimeZone(async (zone) => {
        const params = { days: HISTORY_DAYS, ...zone }
        return (await api.get<StockHistory>(`products/${productId}/history/`, { params, signal })).data
      }),
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
