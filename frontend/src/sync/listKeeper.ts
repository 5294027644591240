import { createStore } from '@/lib/store'
import { greaterNeed, type Need } from './listData'
import type { Places } from './listWindow'

/** What a list shows of changes that it holds back, so as not to move under somebody's pointer. */
export interface Pending {
  /** New rows that belong to the list. */
  count: number
  /** The order or the membership of the rows shown has changed as well. */
  changed: boolean
}

const NOTHING_PENDING: Pending = { count: 0, changed: false }

export interface KeeperHost {
  /** Fetches what is loaded of the list, or lets the fetch that is under way be the one. */
  refetch(): void
  /** Somebody is looking at the list, and movement is not paused. */
  isShown(): boolean
  random(): number
}

/** Milliseconds: quiet time before a refetch, the random part of it, and the longest it may be put off. */
interface Waits {
  quiet: number
  jitter: number
  most: number
}

// One change makes these true for every open list at once, so they are spread.
const WAITS: Record<Exclude<Need, 'none'>, Waits> = {
  soft: { quiet: 2000, jitter: 3000, most: 10_000 },
  hard: { quiet: 300, jitter: 700, most: 2000 },
  urgent: { quiet: 50, jitter: 700, most: 750 },
}
/** The same at a screen that is alone with it. */
const PROMPT_WAITS: Waits = { quiet: 200, jitter: 100, most: 500 }
/** After a failed refetch; twice as long after each further one. */
const RETRY_MS = 5000
const RETRY_MOST_MS = 60_000

/**
 * Decides when one list is fetched again: debounced, one fetch at a time, and not while it would move rows under a
 * pointer. Events that come while a fetch is under way need no note here: they are held against its result when it
 * lands.
 */
export class ListKeeper {
  need: Need = 'none'
  /** True while somebody points at the list, uses it by keyboard, or has scrolled into it. */
  isBusy: () => boolean = () => false
  /** The places in the whole list of the rows that are drawn; null where nobody has said. */
  inSight: Places | null = null
  private readonly host: KeeperHost
  private readonly arrived = new Map<number, number>()
  private readonly pending = createStore(NOTHING_PENDING)
  readonly getPending = this.pending.get
  readonly subscribe = this.pending.subscribe
  readonly isWatched = this.pending.isWatched
  private timer: ReturnType<typeof setTimeout> | undefined
  private latest = Number.POSITIVE_INFINITY
  private failures = 0
  /** After a failure, the server is not asked again before this moment. */
  private retryAt = 0
  /** No other screen fetches in this moment: the person made the change, or has just let go of the list. */
  private isPrompt = false

  constructor(host: KeeperHost) {
    this.host = host
  }

  /** `isOwn`: for a change of the signed-in person. */
  mark(need: Need, isOwn = false): void {
    if (need === 'none') return
    this.need = greaterNeed(this.need, need)
    if (isOwn && need === 'hard') this.isPrompt = true
    this.arm()
  }

  arrive(rows: readonly { id: number; seq: number }[], isOwn = false): void {
    if (rows.length === 0) return
    for (const { id, seq } of rows) this.arrived.set(id, seq)
    this.mark('hard', isOwn)
  }

  depart(ids: readonly number[]): void {
    for (const id of ids) this.arrived.delete(id)
    this.publish()
  }

  /** All that is loaded was fetched again: what was wanted from the server is here. New rows may stand elsewhere. */
  refreshed(): void {
    this.disarm()
    this.need = 'none'
    this.isPrompt = false
    this.failures = 0
    this.retryAt = 0
    this.publish()
  }

  /** The top of the list was fetched as of `seq`. It shows the new rows, or they belong further down. */
  sawTop(seq: number): void {
    for (const [id, born] of this.arrived) if (born <= seq) this.arrived.delete(id)
    this.publish()
  }

  /** New rows that are shown are no longer waited for. */
  sawRows(isShown: (id: number) => boolean): void {
    for (const id of this.arrived.keys()) if (isShown(id)) this.arrived.delete(id)
    this.publish()
  }

  /** The list is no longer kept. */
  forget(): void {
    this.arrived.clear()
    this.refreshed()
  }

  /** A fetch ended without refreshing the list: it failed, or brought one more page. */
  fetchEnded(failed: boolean): void {
    if (failed) {
      this.retryAt = performance.now() + Math.min(RETRY_MOST_MS, RETRY_MS * 2 ** this.failures)
      this.failures += 1
    }
    if (this.need !== 'none') this.arm()
  }

  /** Something that may hold the list back has changed: interaction, pause, visibility. */
  reconsider(): void {
    if (this.need === 'hard' || this.need === 'urgent') this.isPrompt = true
    if (this.need !== 'none') this.arm()
    this.publish()
  }

  /** Shows what was held back, at once: somebody asked for it, so neither use nor Pause holds it back. */
  show(): void {
    this.need = 'urgent'
    this.disarm()
    this.host.refetch()
  }

  dispose(): void {
    this.disarm()
  }

  private isHeld(): boolean {
    return !this.host.isShown() || (this.need !== 'urgent' && this.isBusy())
  }

  private arm(): void {
    clearTimeout(this.timer)
    if (this.need !== 'none' && !this.isHeld()) {
      const wait = this.isPrompt ? PROMPT_WAITS : WAITS[this.need]
      const now = performance.now()
      this.latest = Math.min(this.latest, now + wait.most)
      const due = Math.min(this.latest, now + wait.quiet + this.host.random() * wait.jitter)
      this.timer = setTimeout(() => this.fire(), Math.max(due, this.retryAt) - now)
    }
    this.publish()
  }

  private disarm(): void {
    clearTimeout(this.timer)
    this.latest = Number.POSITIVE_INFINITY
  }

  private fire(): void {
    this.disarm()
    if (this.need !== 'none' && !this.isHeld()) this.host.refetch()
  }

  private publish(): void {
    const held = (this.need !== 'none' || this.arrived.size > 0) && this.isHeld()
    const count = held ? this.arrived.size : 0
    const changed = held && (this.need === 'urgent' || (this.need === 'hard' && this.arrived.size === 0))
    const shown = this.getPending()
    if (count === shown.count && changed === shown.changed) return
    this.pending.set(count === 0 && !changed ? NOTHING_PENDING : { count, changed })
  }
}
