import type { Product } from '@/features/products/types'
import type { LastMovement } from '@/features/stock/useLastMovement'
import { movementWords } from '@/features/stock/words'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/stockEditor'

interface MovedHintProps {
  seen: Product
  now: number
  last: LastMovement | null
}

/** Tells that the number moved while the editor was open. What was typed stays. */
export function MovedHint({ seen, now, last }: MovedHintProps) {
  return (
    <p role="status" className="rounded bg-low-soft px-2.5 py-1.5 text-low-ink">
      {last ? text.movedToBy(formatCount(now), movementWords(last.movement)) : text.movedTo(formatCount(now))}
      <span className="sr-only"> {text.wasWhenOpened(formatCount(seen.quantity))}</span>
    </p>
  )
}
