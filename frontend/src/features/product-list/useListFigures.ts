import { queryOptions, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { stockKeys } from '@/entities/movement/keys'
import type { DashboardFigures } from '@/entities/movement/types'
import { api } from '@/lib/api/client'
import { inTimeZone } from '@/lib/timeZone'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

/** "Moved today" begins again at midnight, also where nothing happens. */
const REFRESH_MS = 5 * 60_000

const figuresOptions = queryOptions({
  queryKey: stockKeys.dashboard,
  queryFn: ({ signal }) =>
    inTimeZone(async (params) => (await api.get('dashboard/', { params, signal })).data),
  staleTime: 0,
  refetchInterval: REFRESH_MS,
})

/** The figures of the whole inventory, following the feed; undefined before they came, and where nobody wants them. */
export function useListFigures(enabled: boolean): DashboardFigures | undefined {
  useRefetchOnChange(stockKeys.dashboard, () => true)
  const { data, isError } = useQuery({ ...figuresOptions, enabled })
  // Rows come first. Nothing rather than something old.
  return useDeferredValue(enabled && !isError ? data : undefined)
}
