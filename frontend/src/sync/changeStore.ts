import { notifyManager } from '@tanstack/react-query'
import type { Action } from './protocol'
import type { Extras, Row } from './row'

/** A change that was just applied to a row on the screen. */
export interface RecentChange {
  action: Action
  actor: string | null
  /** Made by the signed-in user, here or elsewhere. */
  own: boolean
  at: string
  extras: Extras | null
  /** The row before the change; of several in a row, before the first. */
  before: Row
  row: Row
  /** When it reached the screen, by the clock of `performance.now`. */
  notedAt: number
  /** The row flashes. */
  isFresh: boolean
}

export interface Departure {
  actor: string | null
  at: string
}

/** How long a row says what has changed, in milliseconds. */
const RECENT_MS = 10_000
/**
 * How long it flashes. What changes again within this time is one change, and flashes once: rows that change all the time
 * would flash all the time, which costs a browser more than all else it draws.
 */
export const FRESH_MS = 1200
const DEPARTURES_KEPT = 500

/**
 * What rows show beside their data: the change that was just made, and by whom a row was deleted. Subscribed to
 * by row, so that a change draws its own row and no other.
 */
export class ChangeStore {
  /** Both in order of expiry, because every change goes to the end. */
  private readonly fresh = new Map<number, RecentChange>()
  private readonly faded = new Map<number, RecentChange>()
  private readonly departures = new Map<number, Departure>()
  private readonly listeners = new Map<number, Set<() => void>>()
  private timer: ReturnType<typeof setTimeout> | undefined

  /** Notes a change of a row that was `before`. */
  note(before: Row, change: Omit<RecentChange, 'before' | 'notedAt' | 'isFresh'>): void {
    const { id } = change.row
    const last = this.fresh.get(id)
    this.fresh.delete(id)
    this.faded.delete(id)
    this.fresh.set(id, {
      ...change,
      before: last?.before ?? before,
      notedAt: performance.now(),
      isFresh: true,
    })
    this.notify(id)
    this.timer ??= setTimeout(this.expire, FRESH_MS)
  }

  depart(id: number, departure: Departure): void {
    this.departures.set(id, departure)
    const [oldest] = this.departures.keys()
    if (this.departures.size > DEPARTURES_KEPT && oldest !== undefined) this.departures.delete(oldest)
    this.notify(id)
  }

  /** The row exists: a restored one is no longer gone. */
  exists(id: number): void {
    if (this.departures.delete(id)) this.notify(id)
  }

  getRecent(id: number): RecentChange | undefined {
    return this.fresh.get(id) ?? this.faded.get(id)
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

  private readonly expire = (): void => {
    const now = performance.now()
    for (const [id, change] of this.fresh) {
      if (change.notedAt + FRESH_MS > now) break
      this.fresh.delete(id)
      this.faded.set(id, { ...change, isFresh: false })
      this.notify(id)
    }
    for (const [id, { notedAt }] of this.faded) {
      if (notedAt + RECENT_MS > now) break
      this.faded.delete(id)
      this.notify(id)
    }
    const [fresh] = this.fresh.values()
    const [faded] = this.faded.values()
    const next = Math.min(
      fresh ? fresh.notedAt + FRESH_MS : Number.POSITIVE_INFINITY,
      faded ? faded.notedAt + RECENT_MS : Number.POSITIVE_INFINITY,
    )
    this.timer = next < Number.POSITIVE_INFINITY ? setTimeout(this.expire, next - now) : undefined
  }

  /** Together with the data of the query cache, so that a row is drawn once for both. */
  private notify(id: number): void {
    for (const listener of this.listeners.get(id) ?? []) notifyManager.schedule(listener)
  }
}
