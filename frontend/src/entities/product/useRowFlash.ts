import { useRecentChange } from '@/sync/useLive'
import type { Product } from './types'

export type RowChange = NonNullable<ReturnType<typeof useRecentChange>>

/** The change that just reached a row, and the class that makes the row flash for it. */
export function useRowFlash(product: Product): {
  className: string | undefined
  change: RowChange | undefined
} {
  const change = useRecentChange(product.id)
  if (!change) return { className: undefined, change }
  // Two names for one animation: a second change right after the first starts it again.
  return { className: change.row.version % 2 ? 'animate-flash' : 'animate-flash-again', change }
}
