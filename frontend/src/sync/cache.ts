import {
  hashKey,
  type Query,
  type QueryCacheNotifyEvent,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import { applyToList, collapse, type ListData, type Need, rowIn } from './listData'
import { ListKeeper } from './listKeeper'
import { holeAt, isHole, narrowWindow, type Page } from './listWindow'
import { type Change, changesSince } from './memory'
import type { ReplicaState } from './replica'
import type { Detail, ListRules, Resource } from './resource'
import type { Row } from './row'
import { PageLedger, rowsThere, settleDetail, settleList, withRow } from './settle'

export interface CacheHost {
  replica(): ReplicaState
  /** Tells the replica of a read. Returns false when the read is too old to be brought to the present. */
  read(epoch: string, seq: number): boolean
  /** The row was read, and is not deleted: it may have been before, in a history that was cut since. */
  exists(id: number): void
  /** Every event up to this seq was given to `apply`: less than the replica has seen while movement is paused. */
  appliedUpTo(): number
  /** The signed-in user, once known. */
  userId(): number | null
  /** Movement is not paused, and the page is visible. */
  isShown(): boolean
  random(): number
}

/** What a batch of changes did to what is on the screen. */
export interface Applied {
  /** Rows that somebody looks at, as they were before, by id. */
  touched: Map<number, Row>
  /** New rows of lists that somebody looks at. */
  arrived: Set<number>
}

/** What `structuralSharing` found out about a fetched list, for the moment after it is written. */
interface Landing {
  /** The pages that came from the server just now; all of them, unless it was `fetchNextPage`. */
  fresh: Page[]
  /** The list as it came, before it was settled. */
  raw: ListData
  /** The seq up to which every page was complete. */
  base: number
}

/**
 * Keeps what the query cache has of a resource equal to the server: applies changes to lists and details, settles what is
 * fetched against them, and has lists fetched again whose membership or order only the server knows.
 */
export class LiveCache {
  private readonly client: QueryClient
  private readonly resource: Resource
  private readonly host: CacheHost
  private readonly keepers = new Map<string, ListKeeper>()
  private readonly ledger = new PageLedger()
  private readonly landings = new WeakMap<ListData, Landing>()
  private isPatching = false

  constructor(client: QueryClient, resource: Resource, host: CacheHost) {
    this.client = client
    this.resource = resource
    this.host = host
  }

  /** From now on what is fetched is settled, and what was fetched before. Returns the function that undoes it. */
  attach(): () => void {
    this.client.setQueryDefaults(this.resource.lists, { structuralSharing: this.settleList })
    this.client.setQueryDefaults(this.resource.details, { structuralSharing: this.settleDetail })
    const unsubscribe = this.client.getQueryCache().subscribe((event) => this.onCacheEvent(event))
    for (const list of this.lists()) adopt(list, this.settleList)
    for (const detail of this.details()) adopt(detail, this.settleDetail)
    return () => {
      unsubscribe()
      for (const keeper of this.keepers.values()) keeper.dispose()
    }
  }

  /**
   * Applies changes, oldest first, wherever the version is newer: one write a query. `isOwn`: the signed-in person made
   * one of them, and looks for it.
   */
  apply(changes: readonly Change[], isOwn = false): Applied {
    const latest = collapse(changes)
    // The answer of an own write can be ahead of events that are still to come.
    const before = Math.min(this.host.appliedUpTo(), ...changes.map((change) => change.seq - 1))
    const applied: Applied = { touched: new Map(), arrived: new Set() }
    for (const query of this.lists()) this.applyToList(query, latest, { before, isOwn }, applied)
    for (const change of latest) this.applyToDetail(change, applied)
    return applied
  }

  /** Fetches again what is of another epoch or was read before `before`; what nobody sees, when it is next shown. */
  refetchBehind(epoch: string, before: number): void {
    const isBehind = (read: { epoch: string; seq: number }) => read.epoch !== epoch || read.seq < before
    for (const query of this.lists()) {
      if (query.state.data?.pages.some(isBehind)) this.need(query, 'urgent')
    }
    for (const query of this.details()) {
      if (query.state.data && isBehind(query.state.data)) this.refetchDetail(query)
    }
  }

  /** After an outage: whatever a page could not fetch then, of this resource or not, is tried again now. */
  retryFailed(): void {
    const predicate = (query: Query) => query.state.status === 'error'
    void this.client.refetchQueries({ type: 'active', predicate }, { cancelRefetch: false })
  }

  /** Call when pause or visibility changed. */
  reconsider(): void {
    for (const keeper of this.keepers.values()) keeper.reconsider()
  }

  keeper(key: QueryKey): ListKeeper {
    const hash = hashKey(key)
    let keeper = this.keepers.get(hash)
    if (!keeper) {
      const find = () => this.client.getQueryCache().get(hash)
      keeper = new ListKeeper({
        refetch: () => {
          this.narrow(key)
          const filters = { queryKey: key, exact: true, type: 'active' } as const
          void this.client.refetchQueries(filters, { cancelRefetch: false })
        },
        isShown: () => this.host.isShown() && find()?.isActive() === true,
        random: this.host.random,
      })
      this.keepers.set(hash, keeper)
    }
    return keeper
  }

  /**
   * Drops what is loaded of a list, and begins anew at the row that `offset` others come before. Until that has
   * landed, the list is a hole.
   */
  async jump(key: QueryKey, offset: number): Promise<void> {
    const query = this.client.getQueryCache().get<ListData>(hashKey(key))
    if (!query?.state.data) return
    this.patch(query, holeAt(query.state.data.pages, offset))
    await this.client.refetchQueries({ queryKey: key, exact: true, type: 'active' }, { cancelRefetch: true })
  }

  /** Gives up the pages of a list that nobody sees, so that one refetch is one request, or few. */
  private narrow(key: QueryKey): void {
    const query = this.client.getQueryCache().get<ListData>(hashKey(key))
    const { inSight } = this.keeper(key)
    // A fetch under way brings what it began with.
    if (!query?.state.data || !inSight || query.state.fetchStatus !== 'idle') return
    const narrowed = narrowWindow(query.state.data, inSight)
    if (narrowed !== query.state.data) this.patch(query, narrowed)
  }

  /** Lets in what a list holds back. New rows are at its top, or nowhere in particular. */
  show(key: QueryKey): void {
    const keeper = this.keeper(key)
    const pages = this.client.getQueryCache().get<ListData>(hashKey(key))?.state.data?.pages
    if (keeper.getPending().count > 0 && pages && pages[0]?.prev !== null) void this.jump(key, 0)
    else keeper.show()
  }

  /** Lists that somebody looks at, with what they show. */
  shownLists(): { key: QueryKey; data: ListData; isSettled: boolean }[] {
    return this.lists().flatMap((query) => {
      const data = query.state.data
      if (!data || !query.isActive()) return []
      const isSettled = query.state.fetchStatus === 'idle' && this.keeper(query.queryKey).need === 'none'
      return [{ key: query.queryKey, data, isSettled }]
    })
  }

  private applyToList(
    query: Query<ListData>,
    latest: Change[],
    { before, isOwn }: { before: number; isOwn: boolean },
    applied: Applied,
  ): void {
    const { data } = query.state
    const { epoch } = this.host.replica()
    // Versions of another epoch do not compare; such a list is being fetched again as a whole.
    if (!data || data.pages.some((page) => page.epoch !== epoch)) return
    const result = applyToList(data, latest, this.rulesOf(query))
    if (result.data !== data) {
      this.ledger.supersede(data, result.data, before)
      this.patch(query, result.data)
    }
    this.need(query, result.need, isOwn)
    const keeper = this.keeper(query.queryKey)
    keeper.arrive(result.arrived, isOwn)
    keeper.depart(result.departed)
    if (!query.isActive()) return
    for (const row of result.touched) applied.touched.set(row.id, row)
    for (const { id } of result.arrived) applied.arrived.add(id)
  }

  private applyToDetail(change: Change, applied: Applied): void {
    const query = this.client.getQueryCache().get<Detail>(hashKey(this.resource.detail(change.row.id)))
    const detail = query?.state.data
    if (!query || !detail || detail.epoch !== this.host.replica().epoch) return
    if (change.action === 'delete') {
      if (query.isActive()) applied.touched.set(change.row.id, detail.row)
    } else if (detail.row.version < change.row.version) {
      if (query.isActive()) applied.touched.set(change.row.id, detail.row)
      this.patch(query, withRow(detail, change.row))
    }
  }

  /** Writes without settling, and without making the query look freshly fetched. */
  private patch<Data>(query: Query<Data>, data: Data): void {
    const { isInvalidated, dataUpdatedAt: updatedAt } = query.state
    this.isPatching = true
    try {
      this.client.setQueryData<Data>(query.queryKey, () => data, { updatedAt })
    } finally {
      this.isPatching = false
    }
    if (isInvalidated) query.invalidate()
  }

  private need(query: Query<ListData>, need: Need, isOwn = false): void {
    if (need === 'none') return
    this.keeper(query.queryKey).mark(need, isOwn)
    if (!query.isActive()) query.invalidate()
  }

  private refetchDetail(query: Query<Detail>): void {
    const filters = { queryKey: query.queryKey, exact: true }
    void this.client.invalidateQueries({ ...filters, refetchType: 'active' }, { cancelRefetch: true })
  }

  private readonly settleList = (previous: unknown, incoming: unknown): unknown => {
    if (this.isPatching) return incoming
    const list = incoming as ListData
    const settled = settleList(previous as ListData | undefined, list, this.host.replica())
    const applied = this.host.appliedUpTo()
    this.landings.set(settled, {
      raw: list,
      fresh: list.pages.filter((page) => this.ledger.isFresh(page)),
      base: Math.min(...list.pages.map((page) => this.ledger.validUpTo(page, applied))),
    })
    return settled
  }

  private readonly settleDetail = (previous: unknown, incoming: unknown): unknown => {
    if (this.isPatching) return incoming
    return settleDetail(previous as Detail | undefined, incoming as Detail, this.host.replica())
  }

  private onCacheEvent(event: QueryCacheNotifyEvent): void {
    const { query } = event
    const isList = isUnder(this.resource.lists, query.queryKey)
    if (event.type === 'updated' && event.action.type === 'success') {
      const isFetched = !event.action.manual
      if (isList) this.listWritten(query as Query<ListData>, isFetched)
      else if (isFetched && isUnder(this.resource.details, query.queryKey)) this.detailLanded(query)
    } else if (!isList) {
      return
    } else if (event.type === 'updated' && event.action.type === 'error') {
      this.keeper(query.queryKey).fetchEnded(true)
    } else if (event.type === 'updated' && event.action.type === 'setState') {
      // A fetch was cancelled.
      this.keeper(query.queryKey).fetchEnded(false)
    } else if (event.type === 'observerAdded' || event.type === 'observerRemoved') {
      this.keeper(query.queryKey).reconsider()
    } else if (event.type === 'removed') {
      this.forget(query.queryHash)
    }
  }

  /** Every search makes a list; those that are collected leave nothing behind. */
  private forget(hash: string): void {
    const keeper = this.keepers.get(hash)
    keeper?.forget()
    if (keeper && !keeper.isWatched()) this.keepers.delete(hash)
  }

  private listWritten(query: Query<ListData>, isFetched: boolean): void {
    const { data } = query.state
    if (!data) return
    const landing = this.landings.get(data)
    this.ledger.keep(data)
    this.landings.delete(data)
    if (isFetched && landing) this.listLanded(query, landing)
  }

  /**
   * The rows are settled; what is left is who should be in the list and is not, or the other way round. That shows
   * only against the rows as they came: in the settled ones the changes can no longer be seen.
   */
  private listLanded(query: Query<ListData>, { fresh, raw, base }: Landing): void {
    const keeper = this.keeper(query.queryKey)
    const isWhole = fresh.length === raw.pages.length
    if (isWhole) keeper.refreshed()
    const top = raw.pages[0]
    if (top?.prev === null && fresh.includes(top)) keeper.sawTop(top.seq)
    keeper.sawRows((id) => rowIn(raw, id) !== undefined)
    const isKnown = fresh.map((page) => this.noteRead(page, page.rows))
    const { epoch, memory } = this.host.replica()
    if (isKnown.includes(false) || base < memory.floor || isHole(raw.pages)) {
      this.need(query, 'urgent')
    } else if (hasTwins(raw)) {
      // A row moved between the reads of two pages. Which of its places is right, only a new read can tell.
      this.need(query, 'hard')
    } else if (raw.pages.every((page) => page.epoch === epoch)) {
      const since = changesSince(memory, base)
      const { need, arrived } = applyToList(raw, since, this.rulesOf(query))
      this.need(query, need)
      keeper.arrive(arrived)
    }
    if (!isWhole) keeper.fetchEnded(false)
  }

  private detailLanded(query: Query): void {
    const detail = query.state.data as Detail | undefined
    if (detail && !this.noteRead(detail, [detail.row])) this.refetchDetail(query as Query<Detail>)
  }

  /** Returns false when what was read is too old to be brought to the present. */
  private noteRead(read: { epoch: string; seq: number }, rows: readonly Row[]): boolean {
    const isKnown = this.host.read(read.epoch, read.seq)
    if (isKnown) for (const { id } of rowsThere(read, rows, this.host.replica())) this.host.exists(id)
    return isKnown
  }

  private rulesOf(query: Query<ListData>): ListRules {
    return this.resource.rulesOf(query.queryKey, this.host.userId())
  }

  private lists(): Query<ListData>[] {
    return this.client
      .getQueryCache()
      .findAll({ queryKey: this.resource.lists }) as unknown as Query<ListData>[]
  }

  private details(): Query<Detail>[] {
    return this.client
      .getQueryCache()
      .findAll({ queryKey: this.resource.details }) as unknown as Query<Detail>[]
  }
}

/** Has a query that was begun before land as those do that are begun from now on. */
function adopt<Data>(query: Query<Data>, settle: (previous: unknown, incoming: unknown) => unknown): void {
  query.setOptions({ ...query.options, structuralSharing: settle })
  const { data, dataUpdatedAt: updatedAt } = query.state
  if (data !== undefined) query.setData(data, { updatedAt, manual: false })
}

function hasTwins({ pages }: ListData): boolean {
  const ids = pages.flatMap((page) => page.rows.map((row) => row.id))
  return new Set(ids).size < ids.length
}

function isUnder(prefix: QueryKey, key: QueryKey): boolean {
  return prefix.every((part, index) => part === key[index])
}
