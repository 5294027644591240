import { notifyManager } from '@tanstack/react-query'
import type { Action, FeedMovement } from './protocol'
import type { Row } from './row'

/** A change that was just applied to a product on the screen. */
export interface RecentChange {
  action: Action
  actor: string | null
  /** Made by the signed-in user, here or elsewhere. */
  own: boolean
  at: string
  /** What moved the stock, when that is known. */
  movement: FeedMovement | null
  /** The row before the change; of several in a row, before the first. */
  before: Row
  row: Row
}

export interface Departure {
  actor: string | null
  at: string
}

/** How long a change is shown, in milliseconds. */
const RECENT_MS = 1200
const DEPARTURES_KEPT = 500

/**
 * What rows show beside their data: the change that was just made, and by whom a product was deleted. Subscribed to
 * by product, so that a change draws its own row and no other.
 */
export class ChangeStore {
  private readonly recent = new Map<number, RecentChange & { until: number }>()
  private readonly departures = new Map<number, Departure>()
  private readonly listeners = new Map<number, Set<() => void>>()
  private timer: ReturnType<typeof setTimeout> | undefined

  /** Notes a change of a product that was `before`. */
  note(before: Row, change: Omit<RecentChange, 'before'>): void {
    const { id } = change.row
    const first = this.recent.get(id)?.before ?? before
    this.recent.delete(id)
    this.recent.set(id, { ...change, before: first, until: performance.now() + RECENT_MS })
    this.notify(id)
    this.timer ??= setTimeout(this.expire, RECENT_MS)
  }

  depart(id: number, departure: Departure): void {
    this.departures.set(id, departure)
    const [oldest] = this.departures.keys()
    if (this.departures.size > DEPARTURES_KEPT && oldest !== undefined) this.departures.delete(oldest)
    this.notify(id)
  }

  /** The product exists: a restored one is no longer gone. */
  exists(id: number): void {
    if (this.departures.delete(id)) this.notify(id)
  }

  getRecent(id: number): RecentChange | undefined {
    return this.recent.get(id)
  }

  getDeparture(id: number): Departure | undefined {
    return this.departures.get(id)
  }

  subscribe(id: number, listener: () => void): () => void {
    const listeners = this.listeners.get(id) ?? new Set()
    this.listeners.set(id, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.listeners.get(id) === listeners) this.listeners.delete(id)
    }
  }

  /** The map is in order of expiry, because every change goes to its end. */
  private readonly expire = (): void => {
    this.timer = undefined
    const now = performance.now()
    for (const [id, { until }] of this.recent) {
      if (until > now) {
        this.timer = setTimeout(this.expire, until - now)
        return
      }
      this.recent.delete(id)
      this.notify(id)
    }
  }

  /** Together with the data of the query cache, so that a row is drawn once for both. */
  private notify(id: number): void {
    for (const listener of this.listeners.get(id) ?? []) notifyManager.schedule(listener)
  }
}
