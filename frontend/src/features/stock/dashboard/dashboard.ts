import { queryOptions, useQuery } from '@tanstack/react-query'
import { stockKeys, timeZone } from '@/features/stock/keys'
import type { DashboardFigures } from '@/features/stock/types'
import { useRefetchOnChange } from '@/features/stock/useFollow'
import { api } from '@/lib/api/client'

/** "Moved today" begins again at midnight, also where nothing happens. */
const REFRESH_MS = 5 * 60_000

const dashboardOptions = queryOptions({
  queryKey: stockKeys.dashboard,
  queryFn: async ({ signal }) => {
    const params = { tz: timeZone() }
    return (await api.get<DashboardFigures>('dashboard/', { params, signal })).data
  },
  staleTime: 0,
  refetchInterval: REFRESH_MS,
})

/** The figures above the inventory, following the feed. */
export function useDashboard() {
  useRefetchOnChange(stockKeys.dashboard, () => true)
  return useQuery(dashboardOptions)
}
