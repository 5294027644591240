import { useEffect, useSyncExternalStore } from 'react'
import { announcer } from '@/lib/announcer'
import { loadPart } from '@/lib/loadPart'
import type { ShownChanges } from '@/sync/client'
import { useLive } from '@/sync/useLive'
import type { Announcement } from './announcement'

/**
 * The page's one polite live region. Besides what other parts say in it, it tells what other people changed on this
 * screen: batched, at most once in 3 s, and not while movement is paused.
 */
export function LiveAnnouncer() {
  const client = useLive()
  const message = useSyncExternalStore(announcer.subscribe, announcer.get)
  useEffect(() => {
    const say = (words: string) => announcer.say(words, 'changes')
    // The words are fetched with the first change; what comes until they are here waits.
    const early: ShownChanges[] = []
    let announcement: Announcement | null = null
    let isOver = false
    async function begin() {
      const { Announcement } = await loadPart(() => import('./announcement'))
      if (isOver) return
      announcement = new Announcement(say)
      for (const shown of early) announcement.add(shown)
    }
    const unsubscribe = client.onShown((shown) => {
      if (announcement) announcement.add(shown)
      else if (early.push(shown) === 1) void begin()
    })
    const unfollow = client.status.subscribe(() => {
      if (!client.status.get().paused) return
      early.length = 0
      announcement?.silence()
      announcer.say('', 'changes')
    })
    return () => {
      isOver = true
      unsubscribe()
      unfollow()
      announcement?.dispose()
      announcer.clear()
    }
  }, [client])
  return (
    <div role="log" aria-live="polite" className="sr-only">
      {/* A new node each time, or the same sentence twice would be said once. */}
      <span key={message.number}>{message.words}</span>
    </div>
  )
}
