import { useEffect, useState } from 'react'
import type { FeedMovement } from '@/entities/product/types'
import { useLive } from '@/sync/useLive'

export interface LastMovement {
  movement: FeedMovement
  at: string
  /** Of the product after it. */
  version: number
}

/** The newest movement of a product that came while this was on the screen. */
export function useLastMovement(productId: number): LastMovement | null {
  const live = useLive()
  const [last, setLast] = useState<LastMovement | null>(null)
  useEffect(
    () =>
      live.follow((changes) => {
        for (const { row, extras, at } of changes ?? []) {
          const movement = extras?.movement
          if (row.id === productId && movement) setLast({ movement, at, version: row.version })
        }
      }),
    [live, productId],
  )
  return last
}
