import { useEffect, useRef, useState } from 'react'
import type { Product } from '@/entities/product/types'
import { useLive } from '@/sync/useLive'

/** A price that came while its editor was open, and who set it. */
export interface LastPrice {
  price: string
  /** Null where nobody was signed in. */
  actor: string | null
  /** Set in another window, or on another device, by the one who is asked. */
  own: boolean
}

/** The newest price of a product since it was `seen`; changes of anything else say nothing of it. */
export function useLastPrice(seen: Product): LastPrice | null {
  const live = useLive()
  const [last, setLast] = useState<LastPrice | null>(null)
  const known = useRef(seen.price)
  useEffect(
    () =>
      live.follow((changes) => {
        for (const { row, actor } of changes ?? []) {
          if (row.id !== seen.id || row.price === known.current) continue
          known.current = row.price
          setLast({ price: row.price, actor, own: actor !== null && actor === live.username() })
        }
      }),
    [live, seen.id],
  )
  return last
}
