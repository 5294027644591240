import type { Product } from '@/features/products/types'
import type { LastMovement } from '@/features/stock/useLastMovement'
import { movementWords } from '@/features/stock/words'
import { formatCount } from '@/lib/format'

interface MovedHintProps {
  seen: Product
  now: number
  last: LastMovement | null
}

/** Tells that the number moved while the editor was open. What was typed stays. */
export function MovedHint({ seen, now, last }: MovedHintProps) {
  return (
    <p role="status" className="rounded bg-low-soft px-2.5 py-1.5 text-low-ink">
      Now {formatCount(now)}
      {last && ` · ${movementWords(last.movement)}`}
      <span className="sr-only">; it was {formatCount(seen.quantity)} when you opened this.</span>
    </p>
  )
}
