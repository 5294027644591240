import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { Product } from '@/entities/product/types'
import { loadPart } from '@/lib/loadPart'
import type { LiveClient } from '@/sync/client'
import { AdjustQueue } from './adjustQueue'

/** The session's own: what is pending outlives the screen that the taps were made on. */
export const AdjustQueueContext = createContext<AdjustQueue | null>(null)

export function useAdjustQueue(): AdjustQueue {
  const queue = useContext(AdjustQueueContext)
  if (!queue) throw new Error('useAdjustQueue needs a session around it.')
  return queue
}

/** A queue that tells the person how each batch ended, until it is disposed of. */
export function createAdjustQueue(live: LiveClient): AdjustQueue {
  // The toasts are no part of the first load. By the time they are there, the session may be over.
  const tell = async (say: (feedback: typeof import('./feedback')) => void) => {
    const feedback = await loadPart(() => import('./feedback'))
    if (!queue.isDisposed) say(feedback)
  }
  const queue = new AdjustQueue(live, {
    recorded: (answer) => tell((feedback) => feedback.tellRecorded(live, answer)),
    refused: (batch, error) => tell((feedback) => feedback.tellRefused(batch, error)),
    unconfirmed: (batch, again) => tell((feedback) => feedback.tellUnconfirmed(batch, again)),
  })
  return queue
}

/** Says why stock cannot be changed at the moment. */
export async function tellBlocked(why: string): Promise<void> {
  const feedback = await loadPart(() => import('./feedback'))
  feedback.tellBlocked(why)
}

/** The quantity of a row with the taps that are on their way. Draws again for this product only. */
export function useShownQuantity(product: Product): number {
  const queue = useAdjustQueue()
  const subscribe = useCallback(
    (listener: () => void) => queue.subscribe(product.id, listener),
    [queue, product.id],
  )
  return product.quantity + useSyncExternalStore(subscribe, () => queue.pendingOn(product))
}
