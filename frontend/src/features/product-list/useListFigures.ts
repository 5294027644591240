import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useEffect } from 'react'
import { figuresOptions } from '@/entities/movement/figures'
import type { DashboardFigures } from '@/entities/movement/types'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

/** The figures of the whole inventory, following the feed; undefined before they came, and where nobody wants them. */
export function useListFigures(enabled: boolean): DashboardFigures | undefined {
  const client = useQueryClient()
  useRefetchOnChange(figuresOptions.queryKey, () => true)
  // What is not followed is old when it is seen again.
  useEffect(
    () => () => void client.invalidateQueries({ queryKey: figuresOptions.queryKey, refetchType: 'none' }),
    [client],
  )
  const { data, isError } = useQuery({ ...figuresOptions, enabled })
  // Rows come first. Nothing rather than something old.
  return useDeferredValue(enabled && !isError ? data : undefined)
}
