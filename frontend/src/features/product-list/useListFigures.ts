import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { figuresOptions } from '@/entities/movement/figures'
import type { DashboardFigures } from '@/entities/movement/types'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

/** The figures of the whole inventory, following the feed; undefined before they came, and where nobody wants them. */
export function useListFigures(enabled: boolean): DashboardFigures | undefined {
  useRefetchOnChange(figuresOptions.queryKey, () => true)
  const { data, isError } = useQuery({ ...figuresOptions, enabled })
  // Rows come first. Nothing rather than something old.
  return useDeferredValue(enabled && !isError ? data : undefined)
}
