import { useSyncExternalStore } from 'react'
import * as text from '@/strings/stock'
import { useLive } from '@/sync/useLive'

/** The id of an element that says why stock cannot be adjusted now; there while that is so. */
export const BLOCK_ID = 'stock-block'

/** Why stock cannot be adjusted at the moment; null when it can. */
export function useStockBlock(): string | null {
  const { status } = useLive()
  const state = useSyncExternalStore(status.subscribe, () => status.get().state)
  if (state === 'live') return null
  if (state === 'connecting') return text.connectingBlock
  return text.offlineBlock
}
