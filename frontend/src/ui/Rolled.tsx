import { useState } from 'react'
import { formatCount } from '@/lib/format'

/** A count that rolls to its new value: up when it grows, down when it shrinks. Still with reduced motion. */
export function Rolled({ count }: { count: number }) {
  const [{ before, now }, setCounts] = useState({ before: count, now: count })
  if (count !== now) setCounts({ before: now, now: count })
  const roll = now > before ? 'animate-roll-up' : now < before ? 'animate-roll-down' : ''
  return (
    // Another key makes another element, so that each change rolls.
    <span key={now} className={`inline-block ${roll}`}>
      {formatCount(now)}
    </span>
  )
}
