import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { stockKeys } from '@/entities/movement/keys'
import type { Insights } from '@/entities/movement/types'
import { api } from '@/lib/api/client'
import { inTimeZone } from '@/lib/timeZone'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

export const RANGES = [30, 90, 365] as const
export type Range = (typeof RANGES)[number]

/** Midnight begins another day, and the server may have answered with figures of a moment ago. */
const REFRESH_MS = 60_000
/** From here on a bar for each day would be too narrow. */
const WEEKS_FROM = 180

/** Some days together, both included, with what moved in them. */
export interface Period {
  from: string
  to: string
  movements: number
  received: number
  removed: number
}

function insightsOptions(days: Range) {
  return queryOptions({
    queryKey: stockKeys.insights(days),
    queryFn: ({ signal }) =>
      inTimeZone(async (zone) => (await api.get('insights/', { params: { days, ...zone }, signal })).data),
    staleTime: 0,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  })
}

/** The figures of the last `days` days, following the feed. */
export function useInsights(days: Range) {
  useRefetchOnChange(stockKeys.insights(days), () => true)
  return useQuery(insightsOptions(days))
}

/** The days one by one, or seven at a time where there are many; the last period ends today. */
export function toPeriods(days: Insights['days']): Period[] {
  const size = days.length >= WEEKS_FROM ? 7 : 1
  const periods: Period[] = []
  for (let end = days.length; end > 0; end -= size) {
    const part = days.slice(Math.max(0, end - size), end)
    const sum = (figure: 'movements' | 'received' | 'removed') =>
      part.reduce((total, day) => total + day[figure], 0)
    periods.push({
      from: part[0]?.date ?? '',
      to: part.at(-1)?.date ?? '',
      movements: sum('movements'),
      received: sum('received'),
      removed: sum('removed'),
    })
  }
  return periods.reverse()
}

/** Where the history of this is. */
export function historyOf(filter: {
  from?: string
  to?: string
  product?: number
  reasons?: string[]
}): string {
  const params = new URLSearchParams()
  if (filter.product) params.set('product', String(filter.product))
  for (const reason of filter.reasons ?? []) params.append('reason', reason)
  if (filter.from) params.set('from', filter.from)
  if (filter.to) params.set('to', filter.to)
  return `/movements?${params}`
}

/** The difference of two decimal strings with two places, without rounding. */
export function difference(now: string, before: string): string {
  const cents = BigInt(now.replace('.', '')) - BigInt(before.replace('.', ''))
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
