import type { Answer } from '@/lib/api/types'

/** One entry of the ledger. `sku` and `name` are as they were when it was recorded. */
export type Movement = Answer<'Movement'>

/** Why stock moved. `initial` and `revert` are the server's; people choose among the others. */
export type Reason = Movement['reason']

export type ChosenReason = Exclude<Reason, 'initial' | 'revert'>

/** The answer of an adjustment and of a revert. */
export type Recorded = Answer<'Adjustment'>

/** What happened to a product in one day. */
export type HistoryDay = Answer<'OnHandDay'>

export type DashboardFigures = Answer<'Dashboard'>

/** How the stock develops: by day, by reason, and the products that stand out. */
export type Insights = Answer<'Insights'>

export type ReorderLine = Answer<'Reorder'>

/** A notice that a product went low, or recovered. */
export type StockNotice = Answer<'Alert'>
