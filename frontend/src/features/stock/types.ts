import type { Product } from '@/features/products/types'

/** Why stock moved. `initial` and `revert` are the server's; people choose among the others. */
export type Reason =
  | 'initial'
  | 'receive'
  | 'sale'
  | 'return'
  | 'damage'
  | 'loss'
  | 'count'
  | 'correction'
  | 'revert'

/** One entry of the ledger. `sku` and `name` are as they were when it was recorded. */
export interface Movement {
  id: number
  /** Null when the product was deleted. */
  product: number | null
  sku: string
  name: string
  delta: number
  balance_after: number
  reason: Reason
  note: string
  actor: string | null
  source: 'api' | 'admin' | 'command' | 'system'
  created_at: string
  reverts: number | null
  reverted_by: number | null
}

/** The answer of an adjustment and of a revert. */
export interface Recorded {
  movement: Movement
  product: Product
}

/** What happened to a product in one day. */
export interface HistoryDay {
  date: string
  /** At the end of that day. */
  on_hand: number
  received: number
  removed: number
}

export interface StockHistory {
  product: number
  /** One entry a day, oldest first; the last is today. */
  days: HistoryDay[]
}

export interface DashboardFigures {
  stock_value: string
  products: number
  low: number
  out: number
  movements_today: number
  units_in_today: number
  units_out_today: number
}

export interface ReorderLine {
  product: Product
  used_30_days: number
  suggested: number
  cost: string
}

/** A notice that a product went low, or recovered. */
export interface StockNotice {
  id: number
  product: number | null
  sku: string
  name: string
  kind: 'low' | 'recovered'
  quantity: number
  reorder_level: number | null
  created_at: string
  owner: string | null
}
