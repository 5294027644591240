import { useState } from 'react'
import { formatCount } from '@/lib/format'

/** How long a count rolls, in milliseconds: `--animate-roll-up` in styles.css. */
const ROLL_MS = 280

interface Roll {
  /** Another key makes another element, which rolls. */
  key: number
  count: number
  className: string
  changedAt: number
}

/**
 * A count that rolls to its new value: up when it grows, down when it shrinks. Still with reduced motion, and while it
 * changes faster than it could roll.
 */
export function Rolled({ count }: { count: number }) {
  const [roll, setRoll] = useState<Roll>({
    key: 0,
    count,
    className: '',
    changedAt: Number.NEGATIVE_INFINITY,
  })
  if (count !== roll.count) setRoll(next(roll, count))
  return (
    <span key={roll.key} className={`inline-block ${roll.className}`}>
      {formatCount(roll.count)}
    </span>
  )
}

function next(roll: Roll, count: number): Roll {
  const changedAt = performance.now()
  if (changedAt - roll.changedAt < ROLL_MS) return { ...roll, count, changedAt }
  return {
    key: roll.key + 1,
    count,
    className: count > roll.count ? 'animate-roll-up' : 'animate-roll-down',
    changedAt,
  }
}
