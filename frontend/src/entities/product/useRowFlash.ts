import { useRecentChange } from '@/sync/useLive'
import type { Product } from './types'

export type RowChange = NonNullable<ReturnType<typeof useRecentChange>>

// Two names for one animation: a second change right after the first starts it again.
const FLASHES = { first: 'animate-flash', again: 'animate-flash-again' }

/** A row's recent change, and the class that makes the row flash while the change is new. */
export function useRowFlash(product: Product): {
  className: string | undefined
  change: RowChange | undefined
} {
  const change = useRecentChange(product.id)
  // What the person has done since is not the change of somebody else.
  if (!change || change.row.version < product.version) return { className: undefined, change: undefined }
  return { className: change.flash ? FLASHES[change.flash] : undefined, change }
}
