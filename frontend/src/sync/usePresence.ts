import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { presenceOf } from './presenceStore'
import type { Person, PresenceMode } from './protocol'
import { useLive } from './useLive'

/**
 * Tells the others at this product that this screen looks at it, or edits it, and returns who they are. Null: no
 * product is open.
 */
export function usePresence(productId: number | null, mode: PresenceMode): readonly Person[] {
  const store = presenceOf(useLive())
  useEffect(() => (productId === null ? undefined : store.enter(productId, mode)), [store, productId, mode])
  const others = useCallback(() => store.others(productId), [store, productId])
  return useSyncExternalStore(store.subscribe, others)
}
