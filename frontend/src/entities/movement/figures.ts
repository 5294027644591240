import { queryOptions } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { inTimeZone } from '@/lib/timeZone'
import { stockKeys } from './keys'

/** "Moved today" begins again at midnight, also where nothing happens. */
const REFRESH_MS = 5 * 60_000

/** The figures of the whole inventory. */
export const figuresOptions = queryOptions({
  queryKey: stockKeys.dashboard,
  queryFn: ({ signal }) =>
    inTimeZone(async (params) => (await api.get('dashboard/', { params, signal })).data),
  refetchInterval: REFRESH_MS,
})
