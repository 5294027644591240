import { queryOptions, useQuery } from '@tanstack/react-query'
import { stockKeys } from '@/entities/movement/keys'
import type { DashboardFigures } from '@/entities/movement/types'
import { api } from '@/lib/api/client'
import { inTimeZone } from '@/lib/timeZone'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

/** "Moved today" begins again at midnight, also where nothing happens. */
const REFRESH_MS = 5 * 60_000

const dashboardOptions = queryOptions({
  queryKey: stockKeys.dashboard,
  queryFn: ({ signal }) =>
    inTimeZone(async (params) => (await api.get<DashboardFigures>('dashboard/', { params, signal })).data),
  staleTime: 0,
  refetchInterval: REFRESH_MS,
})

/** The figures above the inventory, following the feed. */
export function useDashboard() {
  useRefetchOnChange(stockKeys.dashboard, () => true)
  return useQuery(dashboardOptions)
}
