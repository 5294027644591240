import { createStore } from '@/lib/store'
import type { ConnectionState, StopReason } from './connection'

export type FeedState = 'connecting' | 'live' | 'reconnecting' | 'offline'

export interface LiveStatus {
  state: FeedState
  /** When the screen was last known to be true (milliseconds since 1970); null while it is, or never was. */
  lastSyncAt: number | null
  /** Why the feed gave up for good, if it did. */
  stopped: StopReason | null
  paused: boolean
  /** Changes held back while paused. */
  heldChanges: number
  /** Differences from the server that the self-check found and repaired since the page was opened. */
  repaired: number
}

/** A page that never was live has nothing to show meanwhile: it says so sooner. */
const UNREACHED_AFTER_MS = 4000
/** Away for longer than this is called offline: stock edits would wait for nobody knows what. */
export const OFFLINE_AFTER_MS = 10_000

const INITIAL: LiveStatus = {
  state: 'connecting',
  lastSyncAt: null,
  stopped: null,
  paused: false,
  heldChanges: 0,
  repaired: 0,
}

/** Turns what the connection and the replica report into what a person is told. */
export class StatusStore {
  private readonly store = createStore(INITIAL)
  readonly get = this.store.get
  readonly subscribe = this.store.subscribe
  private lastHeardAt: number | null = null
  private offlineTimer: ReturnType<typeof setTimeout> | undefined

  heard(): void {
    this.lastHeardAt = Date.now()
  }

  /**
   * `isCurrent`: nothing is known to be missing. A gap in the middle of a live feed is closed in a moment and does
   * not make it less live; after a new connection the replay has to be complete first.
   */
  connection(state: ConnectionState, stopped: StopReason | null, isCurrent: boolean): void {
    if (state === 'open') {
      if (isCurrent) this.becomeLive()
      return
    }
    if (state === 'stopped') {
      clearTimeout(this.offlineTimer)
      this.offlineTimer = undefined
      this.set({ state: 'offline', stopped, lastSyncAt: this.lastTrue() })
      return
    }
    if (this.get().stopped !== null) this.set({ stopped: null })
    if (this.get().state === 'live') this.set({ state: 'reconnecting', lastSyncAt: this.lastTrue() })
    if (this.get().state === 'offline') return
    if (!navigator.onLine) this.set({ state: 'offline' })
    else {
      const patience = this.lastHeardAt === null ? UNREACHED_AFTER_MS : OFFLINE_AFTER_MS
      this.offlineTimer ??= setTimeout(() => this.set({ state: 'offline' }), patience)
    }
  }

  /** What is paused ages, however live the feed behind it is. */
  setPaused(paused: boolean): void {
    const lastSyncAt = this.get().state === 'live' ? (paused ? Date.now() : null) : this.get().lastSyncAt
    this.set({ paused, heldChanges: 0, lastSyncAt })
  }

  set(change: Partial<LiveStatus>): void {
    this.store.set({ ...this.get(), ...change })
  }

  private becomeLive(): void {
    clearTimeout(this.offlineTimer)
    this.offlineTimer = undefined
    if (this.get().state === 'live') return
    this.set({ state: 'live', lastSyncAt: this.get().paused ? this.get().lastSyncAt : null, stopped: null })
  }

  private lastTrue(): number | null {
    return this.get().paused || this.get().state !== 'live' ? this.get().lastSyncAt : this.lastHeardAt
  }
}
