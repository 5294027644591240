import type { ReactNode } from 'react'
import { actorName, formatDelta, movementWords } from '@/entities/movement/words'
import type { RowChange } from '@/entities/product/useRowFlash'

interface ChangeWordsProps {
  change: RowChange | undefined
  /** When the product last changed. */
  children: ReactNode
}

/** For a moment after a change: "ana −3", or who it was. Otherwise when it was. */
export function ChangeWords({ change, children }: ChangeWordsProps) {
  const movement = change?.extras?.movement
  if (movement) {
    return (
      <span title={movementWords(movement)} className={movement.delta < 0 ? 'text-low-ink' : 'text-live-ink'}>
        <bdi>{actorName(movement)}</bdi> <span>{formatDelta(movement.delta)}</span>
      </span>
    )
  }
  return (
    <>
      {children}
      {change?.actor && (
        <span>
          {' · '}
          <bdi>{change.actor}</bdi>
        </span>
      )}
    </>
  )
}
