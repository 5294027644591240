import type { Answer } from '@/lib/api/types'

/** A product as the API and the live feed give it. Prices are decimal strings with two places. */
export type Product = Answer<'Product'>

/** The stock movement behind a change, as the live feed gives it; of several in one transaction, the last. */
export interface FeedMovement {
  id: number
  delta: number
  balance_after: number
  reason: string
  note: string
  actor: string | null
  source: string
  /** The name of the token that the actor used. */
  via?: string | null
}

/** The product has just gone low, or has just recovered: said once, at the edge. */
export type StockAlert = 'low' | 'recovered'

/** What is kept current is products. */
declare module '@/sync/row' {
  interface Row extends Product {}
  interface Extras {
    movement: FeedMovement | null
    alert: StockAlert | null
  }
}
