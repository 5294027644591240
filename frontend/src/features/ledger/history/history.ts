import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { stockKeys } from '@/entities/movement/keys'
import type { HistoryDay } from '@/entities/movement/types'
import type { Product } from '@/entities/product/types'
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
        return (await api.get(`products/${productId}/history/`, { params, signal })).data
      }),
    staleTime: 0,
  })
}

/** What was on hand at the end of each of the last 90 days, or since the product was added; follows the feed. */
export function useHistory({ id, created_at }: Pick<Product, 'id' | 'created_at'>) {
  useRefetchOnChange(
    stockKeys.history(id, HISTORY_DAYS),
    ({ row, extras }) => row.id === id && Boolean(extras?.movement),
  )
  const select = useCallback(
    ({ days }: { days: HistoryDay[] }) => ({ days: sinceAdded(days, created_at) }),
    [created_at],
  )
  return useQuery({ ...historyOptions(id), select })
}

/** Without the days before the product was added; a day on which stock moved always stays. */
export function sinceAdded(days: HistoryDay[], addedAt: string): HistoryDay[] {
  const added = new Date(addedAt)
  const start = days.findIndex(
    ({ date, on_hand, received, removed }) =>
      new Date(`${date}T23:59:59`) >= added || on_hand !== 0 || received !== 0 || removed !== 0,
  )
  return start > 0 ? days.slice(start) : days
}
