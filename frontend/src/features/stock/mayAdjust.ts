import { useCallback, useSyncExternalStore } from 'react'
import { useCurrentUser } from '@/features/auth/currentUser'
import { useUserId } from '@/features/auth/session'
import { useLive } from '@/features/live/useLive'
import type { Product } from '@/features/products/types'
import * as text from '@/strings/stock'

const KEEPER = 'api.adjust_any_stock'

/** The id of an element that says why stock cannot be adjusted now; there while that is so. */
export const BLOCK_ID = 'stock-block'

/** A stock keeper adjusts every product, anybody else their own. */
export function useIsKeeper(): boolean {
  return useCurrentUser()?.permissions.includes(KEEPER) ?? false
}

export function useMayAdjust(): (product: Pick<Product, 'created_by'>) => boolean {
  const userId = useUserId()
  const isKeeper = useIsKeeper()
  return useCallback(
    ({ created_by }) => isKeeper || (userId !== null && created_by === userId),
    [isKeeper, userId],
  )
}

/** Why stock cannot be adjusted at the moment; null when it can. */
export function useStockBlock(): string | null {
  const { status } = useLive()
  const state = useSyncExternalStore(status.subscribe, () => status.get().state)
  if (state === 'live') return null
  if (state === 'connecting') return text.connectingBlock
  return text.offlineBlock
}
