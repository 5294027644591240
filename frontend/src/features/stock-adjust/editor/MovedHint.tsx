import type { LastMovement } from '@/entities/movement/useLastMovement'
import { movementWords } from '@/entities/movement/words'
import type { Product } from '@/entities/product/types'
import { useSaid } from '@/lib/announcer'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/stockEditor'

interface MovedHintProps {
  seen: Product
  now: number
  last: LastMovement | null
  /** The person’s own number is on its way, and may be what has moved it. */
  isSending: boolean
}

/** Tells that the number moved while the editor was open. What was typed stays. */
export function MovedHint({ seen, now, last, isSending }: MovedHintProps) {
  const onHand = formatCount(now)
  const words = last ? text.movedToBy(onHand, movementWords(last.movement)) : text.movedTo(onHand)
  const before = ` ${text.wasWhenOpened(formatCount(seen.quantity))}`
  useSaid(words + before, { atOnce: true, isMuted: isSending })
  return (
    <p role="status" aria-live="off" className="rounded bg-low-soft px-2.5 py-1.5 text-low-ink">
      <span>{words}</span>
      <span className="sr-only">{before}</span>
    </p>
  )
}
