import { useCallback, useSyncExternalStore } from 'react'
import type { Product } from '@/entities/product/types'
import { loadPart } from '@/lib/loadPart'
import type { LiveClient } from '@/sync/client'
import { useLive } from '@/sync/useLive'
import { AdjustQueue } from './adjustQueue'

// One a session, whichever screen the taps are made on: what is pending outlives the screen.
const queues = new WeakMap<LiveClient, AdjustQueue>()

export function useAdjustQueue(): AdjustQueue {
  return queueOf(useLive())
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

/** Sends the taps that still wait. To be awaited, within reason, before signing out: the token is good until then. */
export async function flushTaps(live: LiveClient): Promise<void> {
  await queues.get(live)?.flushAll()
}

/** Ends the taps of a session that is over. */
export function endTaps(live: LiveClient): void {
  queues.get(live)?.dispose()
  queues.delete(live)
}

function queueOf(live: LiveClient): AdjustQueue {
  let queue = queues.get(live)
  if (!queue) {
    // What is said afterwards is no part of the first load.
    const feedback = () => loadPart(() => import('./feedback'))
    queue = new AdjustQueue(live, {
      recorded: async (answer) => (await feedback()).tellRecorded(live, answer),
      refused: async (batch, error) => (await feedback()).tellRefused(batch, error),
      unconfirmed: async (batch, again) => (await feedback()).tellUnconfirmed(batch, again),
    })
    queues.set(live, queue)
  }
  return queue
}
