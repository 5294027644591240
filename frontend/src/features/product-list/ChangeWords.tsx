import type { ReactNode } from 'react'
import { movementWords } from '@/entities/movement/words'
import type { RowChange } from '@/entities/product/useRowFlash'

interface ChangeWordsProps {
  change: RowChange | undefined
  /** When the product last changed. */
  children: ReactNode
}

/** For a moment after a change: "−3 sale · ana", or who it was. Otherwise when it was. */
export function ChangeWords({ change, children }: ChangeWordsProps) {
  if (change?.movement) {
    const words = movementWords(change.movement)
    return (
      <span title={words} className={change.movement.delta < 0 ? 'text-low-ink' : 'text-live-ink'}>
        {words}
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
