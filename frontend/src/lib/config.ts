import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from './api/client'
import type { Answer } from './api/types'
import { type MoneyFormat, moneyFormatter } from './format'
import { setOfferedReasons } from './offeredReasons'
import { setPlaceName } from './placeName'

/** What the server tells every client about itself. */
export type ServerConfig = Answer<'Config'>

export const configOptions = queryOptions({
  queryKey: ['config'],
  queryFn: async ({ signal }) => {
    const { data } = await api.get('config/', { signal })
    setPlaceName(data.place)
    setOfferedReasons(data.reasons)
    return data
  },
  staleTime: Number.POSITIVE_INFINITY,
})

export function useConfig(): ServerConfig | undefined {
  return useQuery(configOptions).data
}

/** Formats the API's decimal strings as money in the server's currency. */
export function useMoney(notation?: 'standard' | 'compact'): MoneyFormat {
  const currency = useConfig()?.currency
  return useMemo(() => moneyFormatter(currency, notation), [currency, notation])
}
