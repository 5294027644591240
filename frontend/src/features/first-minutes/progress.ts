import { useCallback, useSyncExternalStore } from 'react'
import { useUserId } from '@/entities/user/session'
import { stored } from '@/lib/stored'

/** How far somebody has come with the first steps in this browser. */
interface Progress {
  /** They were shown: from then on they stay until they are done or dismissed. */
  hasBegun: boolean
  /** A change has arrived from elsewhere, or another device is signed in. */
  isConnected: boolean
  /** All were done: they are gone at the next visit. At once, rows would move under somebody's pointer. */
  isDone: boolean
  isDismissed: boolean
}

const progress = stored<Progress>('lr.first-steps', {
  parse(text) {
    const kept = JSON.parse(text ?? '{}') as Partial<Progress>
    return {
      hasBegun: kept.hasBegun === true,
      isConnected: kept.isConnected === true,
      isDone: kept.isDone === true,
      isDismissed: kept.isDismissed === true,
    }
  },
  print: JSON.stringify,
})

export function useProgress(): [Progress, (part: Partial<Progress>) => void] {
  const userId = useUserId()
  const current = useSyncExternalStore(progress.subscribe, () => progress.get(userId))
  const change = useCallback(
    (part: Partial<Progress>) => progress.set({ ...progress.get(userId), ...part }, userId),
    [userId],
  )
  return [current, change]
}
