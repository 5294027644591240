import type { QueryClient } from '@tanstack/react-query'
import { noteServer } from '@/lib/loadPart'
import { createStore } from '@/lib/store'
import { type Applied, LiveCache } from './cache'
import { ChangeStore } from './changeStore'
import { Connection, type ConnectionOptions, type ConnectionState, type StopReason } from './connection'
import type { Change } from './memory'
import type { ClientFrame, FeedFrame, HereFrame, PresenceFrame } from './protocol'
import { type Effect, type Input, initialReplica, type ReplicaState, step } from './replica'
import type { Resource } from './resource'
import type { Extras, Row } from './row'
import { SelfCheck } from './selfCheck'
import { StatusStore } from './statusStore'

export interface LiveClientOptions extends Omit<ConnectionOptions, 'handlers' | 'reader'> {
  queryClient: QueryClient
  /** What is kept current. */
  resource: Resource
}

/** Where a read or an answer stands in the server's history: the X-Live-* headers. */
export interface LivePosition {
  epoch: string
  seq: number
}

/** A batch of changes as it reached the screen, for the announcer. Own changes are announced where they are made. */
export interface ShownChanges {
  changed: { id: number; name: string; extras: Extras | null }[]
  deleted: { id: number; name: string }[]
  added: number[]
}

/** A change, and when it was let onto the screen by the clock of `performance.now`. */
interface Heard {
  change: Change
  at: number
}

/** Hears who is where; null when a new socket stands, which knows nothing yet. */
export type Attendant = (frame: PresenceFrame | HereFrame | null) => void

/** Hears of every change as it is let onto the screen; null when changes happened that nobody can name. */
export type Follower = (changes: readonly Change[] | null) => void

type RefetchEffect = Extract<Effect, { type: 'refetch' }>

/** What is held back while movement is paused: everything of `epoch` after `since`. */
interface Held {
  epoch: string | null
  since: number
  changes: Change[]
  refetch: RefetchEffect | null
}

/** How long the feed may be behind a pong before a resume is asked for. */
export const LAG_GRACE_MS = 2000
/** A replay during which nothing comes for this long has died with its socket. */
export const RESUME_TIMEOUT_MS = 15_000
/** So many of the last changes are kept to be looked at. */
export const LATEST = 30
/** Beyond this many rows, held changes are not replayed but fetched. */
const MOST_HELD = 2000

/**
 * The live client of one signed-in session: feeds what happens into the replica and carries out what comes of it.
 */
export class LiveClient {
  readonly cache: LiveCache
  readonly changes = new ChangeStore()
  readonly status = new StatusStore()
  /** The last changes that were let onto the screen, the newest at the end. */
  readonly latest = createStore<readonly Heard[]>([])
  private replica: ReplicaState = initialReplica
  private readonly connection: Connection
  private readonly selfCheck: SelfCheck
  private connectionState: ConnectionState = 'stopped'
  private user: { id: number; username: string } | null = null
  /** Null while movement is not paused. */
  private held: Held | null = null
  private readonly announced = new Set<(shown: ShownChanges) => void>()
  private readonly followers = new Set<Follower>()
  private readonly attendants = new Set<Attendant>()
  private readonly rightsListeners = new Set<() => void>()
  private readonly changedListeners = new Set<(what: string | null) => void>()
  private wasGreeted = false
  private lagTimer: ReturnType<typeof setTimeout> | undefined
  private resumeTimer: ReturnType<typeof setTimeout> | undefined
  private detach: (() => void) | null = null

  constructor({ queryClient, resource, ...options }: LiveClientOptions) {
    const random = options.random ?? Math.random
    const isShown = () => this.held === null && document.visibilityState === 'visible'
    const userId = () => this.userId()
    const replica = () => this.replica
    const read = (epoch: string, seq: number) => this.read(epoch, seq)
    const exists = (id: number) => this.changes.exists(id)
    const appliedUpTo = () => this.held?.since ?? this.replica.seen
    const host = { replica, read, exists, appliedUpTo, userId, isShown, random }
    this.cache = new LiveCache(queryClient, resource, host)
    this.selfCheck = new SelfCheck({
      cache: this.cache,
      fetchPage: resource.fetchPage,
      replica,
      random,
      isDue: () => isShown() && this.status.get().state === 'live',
      onRepaired: (count) => this.status.set({ repaired: this.status.get().repaired + count }),
    })
    this.connection = new Connection({
      ...options,
      reader: resource,
      handlers: {
        onState: (state, stopped) => this.onState(state, stopped),
        onFrame: (frame) => this.onFrame(frame),
        onHead: (seq) => this.onHead(seq),
        onPresence: (frame) => this.attend(frame),
        onRights: () => this.tellRights(),
        onChanged: (what) => this.tellChanged(what),
      },
    })
  }

  /** Has the cache look after its lists, as those who ask it while they are drawn expect. */
  attach(): void {
    this.detach ??= this.cache.attach()
  }

  start(): void {
    this.attach()
    document.addEventListener('visibilitychange', this.onVisibility)
    this.connection.start()
    this.selfCheck.start()
  }

  stop(): void {
    this.selfCheck.stop()
    this.connection.stop()
    document.removeEventListener('visibilitychange', this.onVisibility)
    clearTimeout(this.lagTimer)
    clearTimeout(this.resumeTimer)
    this.detach?.()
    this.detach = null
  }

  /** Shows the answer of an own write at once, wherever the row is shown. */
  acceptWrite(answer: LivePosition & { row: Row }): void {
    this.dispatch({ type: 'answer', ...answer, deleted: false })
  }

  /** The same for a delete; `row` is what was last known of it. */
  acceptDelete(answer: LivePosition & { row: Row }): void {
    this.dispatch({ type: 'answer', ...answer, deleted: true })
  }

  /** Stops movement on the screen. Changes are still taken in and counted; own writes still show. */
  pause = (): void => {
    if (this.held) return
    this.held = { epoch: this.replica.epoch, since: this.replica.seen, changes: [], refetch: null }
    this.status.setPaused(true)
    this.cache.reconsider()
  }

  /** Lets what was held back happen, and movement go on. */
  resume = (): void => {
    const held = this.held
    if (!held) return
    this.held = null
    this.status.setPaused(false)
    if (held.refetch) this.refetch(held.refetch)
    if (held.changes.length > 0) this.show(held.changes, false)
    this.cache.reconsider()
  }

  /** Calls back with every batch of other people's changes that reached the screen. */
  onShown(listener: (shown: ShownChanges) => void): () => void {
    this.announced.add(listener)
    return () => this.announced.delete(listener)
  }

  /** The signed-in user's name, once the server has said it. */
  username(): string | null {
    return this.user?.username ?? null
  }

  userId(): number | null {
    return this.user?.id ?? null
  }

  /** The signed-in user goes by this name from now on; the socket that greeted by the old one stays. */
  rename(username: string): void {
    if (this.user) this.user = { ...this.user, username }
  }

  /** Calls back with all changes, of rows on the screen and of others. Own answers come as their events do. */
  follow(follower: Follower): () => void {
    this.followers.add(follower)
    return () => this.followers.delete(follower)
  }

  onPresence(attendant: Attendant): () => void {
    this.attendants.add(attendant)
    return () => this.attendants.delete(attendant)
  }

  /** Calls back when the person may do more or less than before, and when that may have happened while away. */
  onRights(listener: () => void): () => void {
    this.rightsListeners.add(listener)
    return () => this.rightsListeners.delete(listener)
  }

  /** Calls back with what is kept beside rows and has changed, and with null when anything may have while away. */
  onChanged(listener: (what: string | null) => void): () => void {
    this.changedListeners.add(listener)
    return () => this.changedListeners.delete(listener)
  }

  /** Sends when a socket is open. False: it was not. */
  send(frame: ClientFrame): boolean {
    return this.connection.send(frame)
  }

  private read(epoch: string, seq: number): boolean {
    return !this.dispatch({ type: 'read', epoch, seq }).some((effect) => effect.type === 'reread')
  }

  private dispatch(input: Input): Effect[] {
    const { state, effects } = step(this.replica, input)
    this.replica = state
    for (const effect of effects) this.carryOut(effect, input.type === 'answer')
    return effects
  }

  private carryOut(effect: Effect, isOwn: boolean): void {
    switch (effect.type) {
      case 'apply':
        if (this.held && !isOwn) this.hold(this.held, effect.changes)
        else this.show(effect.changes, isOwn)
        return
      case 'refetch':
        if (this.held) this.holdRefetch(this.held, effect)
        else this.refetch(effect)
        return
      case 'resume':
        if (this.connection.send({ type: 'resume', epoch: effect.epoch, seq: effect.seq })) this.awaitReplay()
        return
      case 'reread':
        // The reader of the page sees to it.
        return
    }
  }

  private refetch({ epoch, before }: RefetchEffect): void {
    this.cache.refetchBehind(epoch, before)
    for (const follower of this.followers) follower(null)
    // What has happened has no names.
    this.latest.set([])
  }

  private show(changes: Change[], isOwn: boolean): void {
    const username = this.user?.username ?? null
    const isByMe = isOwn || changes.some(({ actor }) => actor !== null && actor === username)
    const applied = this.cache.apply(changes, isByMe)
    if (!isOwn) {
      for (const follower of this.followers) follower(changes)
      const heard = changes.slice(-LATEST).map((change) => ({ change, at: performance.now() }))
      this.latest.set([...this.latest.get(), ...heard].slice(-LATEST))
    }
    const shown: ShownChanges = { changed: [], deleted: [], added: [] }
    for (const change of changes) {
      const actor = isOwn ? username : change.actor
      if (change.action === 'delete') this.changes.depart(change.row.id, { actor, at: change.at })
      else this.changes.exists(change.row.id)
      // Whoever made a change here has seen it happen.
      if (!isOwn) this.describe(change, applied, shown)
    }
    if (shown.changed.length + shown.deleted.length + shown.added.length === 0) return
    for (const listener of this.announced) listener(shown)
  }

  private describe(change: Change, { touched, arrived }: Applied, shown: ShownChanges): void {
    const { row, action, actor, at, extras } = change
    const own = actor !== null && actor === this.user?.username
    const before = touched.get(row.id)
    if (before) {
      this.changes.note(before, { row, action, actor, own, at, extras })
      if (own) return
      if (action === 'delete') shown.deleted.push({ id: row.id, name: row.name })
      else shown.changed.push({ id: row.id, name: row.name, extras })
    } else if (arrived.has(row.id) && action === 'create' && !own) {
      shown.added.push(row.id)
    }
  }

  private hold(held: Held, changes: Change[]): void {
    const { epoch, seen } = this.replica
    this.held = { ...held, epoch, changes: [...held.changes, ...changes] }
    if (epoch !== null && this.held.changes.length > MOST_HELD) {
      this.holdRefetch(this.held, { type: 'refetch', epoch, before: seen })
    }
    this.status.set({ heldChanges: this.status.get().heldChanges + changes.length })
  }

  /** What the refetch will bring need not be replayed; what came after it must. */
  private holdRefetch(held: Held, effect: RefetchEffect): void {
    if (held.epoch !== effect.epoch) {
      this.held = { epoch: effect.epoch, since: effect.before, changes: [], refetch: effect }
    } else {
      const before = Math.max(effect.before, held.refetch?.before ?? 0)
      const changes = held.changes.filter((change) => change.seq > effect.before)
      this.held = { ...held, changes, refetch: { ...effect, before } }
    }
  }

  private onState(state: ConnectionState, stopped: StopReason | null): void {
    this.connectionState = state
    if (state === 'open' || state === 'waiting') noteServer(state === 'open' ? 'there' : 'away')
    if (state !== 'open') {
      clearTimeout(this.lagTimer)
      clearTimeout(this.resumeTimer)
      this.lagTimer = undefined
      this.report(stopped)
    }
  }

  private onFrame(frame: FeedFrame): void {
    this.status.heard()
    if (frame.type === 'connection_established') this.user = frame.user
    this.dispatch({ type: 'frame', frame })
    if (frame.type === 'connection_established') {
      this.attend(null)
      if (this.wasGreeted) {
        this.tellRights()
        this.tellChanged(null)
      }
      this.wasGreeted = true
    }
    // Whatever comes is a sign that the replay is alive.
    if (this.replica.resumingFrom === null) clearTimeout(this.resumeTimer)
    else this.awaitReplay()
    this.report(null)
  }

  private onHead(seq: number): void {
    this.status.heard()
    if (seq <= this.replica.seen || this.lagTimer !== undefined) return
    this.lagTimer = setTimeout(() => {
      this.lagTimer = undefined
      this.dispatch({ type: 'lagging', seq })
    }, LAG_GRACE_MS)
  }

  private attend(frame: PresenceFrame | HereFrame | null): void {
    this.status.heard()
    for (const attendant of this.attendants) attendant(frame)
  }

  private tellRights(): void {
    this.status.heard()
    for (const listener of this.rightsListeners) listener()
  }

  private tellChanged(what: string | null): void {
    this.status.heard()
    for (const listener of this.changedListeners) listener(what)
  }

  private awaitReplay(): void {
    clearTimeout(this.resumeTimer)
    this.resumeTimer = setTimeout(() => this.connection.reconnect(), RESUME_TIMEOUT_MS)
  }

  private report(stopped: StopReason | null): void {
    const wasLive = this.status.get().state === 'live'
    this.status.connection(this.connectionState, stopped, this.replica.resumingFrom === null)
    if (!wasLive && this.status.get().state === 'live') this.cache.retryFailed()
  }

  private readonly onVisibility = (): void => this.cache.reconsider()
}
