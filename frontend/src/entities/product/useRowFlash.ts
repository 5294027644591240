import { useRecentChange } from '@/sync/useLive'
import type { Product } from './types'

export type RowChange = NonNullable<ReturnType<typeof useRecentChange>>

/** A row's recent change, and the class that makes the row flash while the change is new. */
export function useRowFlash(product: Product): {
  className: string | undefined
  change: RowChange | undefined
} {
  const change = useRecentChange(product.id)
  // What the person has done since is not the change of somebody else.
  if (!change || change.row.version < product.version) return { className: undefined, change: undefined }
  return { className: change.isFresh ? 'animate-flash' : undefined, change }
}
