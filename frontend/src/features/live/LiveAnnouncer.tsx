import { useEffect, useState } from 'react'
import { loadPart } from '@/lib/loadPart'
import type { Announcement } from './announcement'
import type { ShownChanges } from './client'
import { useLive } from './useLive'

/** Tells screen readers what other people changed on this screen: batched, polite, at most one message in 3 s. */
export function LiveAnnouncer() {
  const client = useLive()
  const [message, setMessage] = useState({ number: 0, words: '' })
  useEffect(() => {
    const say = (words: string) => setMessage(({ number }) => ({ number: number + 1, words }))
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
    return () => {
      isOver = true
      unsubscribe()
      announcement?.dispose()
    }
  }, [client])
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {/* A new node each time, or the same sentence twice would be said once. */}
      <span key={message.number}>{message.words}</span>
    </div>
  )
}
