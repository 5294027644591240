import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ListParams, type ProductDetail, productKeys } from '@/features/products/queries'
import { Harness } from './cacheHarness'
import { LAG_GRACE_MS, RESUME_TIMEOUT_MS, type ShownChanges } from './client'
import { ModelServer } from './modelServer'
import { CHECK_EVERY_MS, SETTLE_MS } from './selfCheck'
import { OFFLINE_AFTER_MS } from './statusStore'
import { makeEvent, makeProduct } from './testing'

const fetchProductPage = vi.hoisted(() => vi.fn())
vi.mock('@/features/products/queries', async (original) => ({ ...(await original()), fetchProductPage }))

const ALL: ListParams = { scope: 'all' }
const BY_QUANTITY: ListParams = { scope: 'all', ordering: '-quantity' }

let harness: Harness
let server: ModelServer

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
  server = new ModelServer()
  for (let id = 1; id <= 3; id++) server.create(id)
})

afterEach(() => {
  harness.dispose()
  vi.useRealTimers()
})

/** A live client that shows `lists`, all fetched, greeted at the server's head. */
async function shown(...lists: ListParams[]) {
  harness = new Harness(server)
  const observers = lists.map((params) => harness.showList(params))
  await tick()
  harness.socket.greet({ epoch: server.epoch, seq: server.head })
  await land()
  return observers
}

const tick = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds)

async function land() {
  for (const request of harness.requests.splice(0)) request.land()
  await tick()
}

/** The server changes product `id`, and the feed says so. */
function change(id: number, fields: object, action: 'update' | 'delete' = 'update', actor = 'ana') {
  const before = server.rows.get(id)
  if (!before) throw new Error(`There is no product ${id}.`)
  const row = { ...before, ...fields, version: before.version + 1 }
  if (action === 'delete') server.rows.delete(id)
  else server.rows.set(id, row)
  return { type: 'event', ...makeEvent(++server.head, row, action, actor) } as const
}

function add(id: number, fields: object = {}) {
  const row = makeProduct(id, fields)
  server.rows.set(id, row)
  return { type: 'event', ...makeEvent(++server.head, row, 'create') } as const
}

const ids = (params: ListParams) =>
  harness.list(params)?.pages.flatMap((page) => page.rows.map((row) => row.id))

describe('a change of a row that is shown', () => {
  it('is patched in place, without a fetch, and leaves the other rows the same objects', async () => {
    await shown(ALL)
    const before = harness.list(ALL)?.pages[0]?.rows ?? []
    harness.socket.say(change(2, { name: 'New name' }))
    const after = harness.list(ALL)?.pages[0]?.rows ?? []
    expect(after.map((row) => row.name)).toContain('New name')
    expect(after.filter((row) => before.includes(row)).map((row) => row.id)).toEqual([3, 1])
    await tick(20_000)
    expect(harness.fetched).toEqual([ALL])
  })

  it('is one write a list for a frame of many events', async () => {
    const [observer] = await shown(ALL)
    let writes = 0
    harness.queryClient.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success') writes += 1
    })
    const prev = server.head
    const items = [1, 2, 3, 1].map((id) => change(id, { description: `at ${server.head}` }))
    harness.socket.say({ type: 'events', prev, seq: server.head, items })
    expect(writes).toBe(1)
    expect(observer?.getCurrentResult().data?.pages[0]?.rows.map((row) => row.version)).toEqual([2, 2, 3])
  })

  it('has the list fetched again when it changes the order, once for a burst', async () => {
    await shown(BY_QUANTITY)
    for (let step = 0; step < 10; step++) {
      harness.socket.say(change(1, { quantity: 100 + step }))
      await tick(100)
    }
    expect(harness.fetched).toHaveLength(1)
    await tick(500)
    expect(harness.fetched).toHaveLength(2)
    await land()
    expect(ids(BY_QUANTITY)?.[0]).toBe(1)
  })

  it('is not put off for ever by a stream of changes', async () => {
    await shown(BY_QUANTITY)
    for (let step = 0; step < 25; step++) {
      harness.socket.say(change(1, { quantity: 100 + step }))
      await tick(100)
    }
    expect(harness.fetched).toHaveLength(2)
  })

  it('needs no fetch when the row keeps its place in the order', async () => {
    await shown(BY_QUANTITY)
    const [first, second] = harness.list(BY_QUANTITY)?.pages[0]?.rows ?? []
    harness.socket.say(change(first?.id ?? 0, { quantity: (second?.quantity ?? 0) + 50 }))
    await tick(20_000)
    expect(harness.fetched).toHaveLength(1)
  })

  it('takes a row out of a filtered list', async () => {
    const low: ListParams = { scope: 'all', low_stock: true }
    await shown(low)
    const [id = 0] = ids(low) ?? []
    harness.socket.say(change(id, { quantity: 50, is_low_stock: false }))
    await tick(500)
    await land()
    expect(ids(low)).not.toContain(id)
  })

  it('never runs two fetches of one list at once', async () => {
    await shown(BY_QUANTITY)
    harness.socket.say(change(1, { quantity: 100 }))
    await tick(2000)
    harness.socket.say(change(1, { quantity: 101 }))
    await tick(5000)
    expect(harness.requests).toHaveLength(1)
    await land()
    await tick(5000)
    expect(harness.requests).toHaveLength(0)
  })

  it('keeps a list that was marked out of date out of date', async () => {
    await shown(ALL)
    await harness.queryClient.invalidateQueries({ queryKey: productKeys.lists, refetchType: 'none' })
    harness.socket.say(change(1, { name: 'X' }))
    expect(harness.queryClient.getQueryState(productKeys.list(ALL))?.isInvalidated).toBe(true)
  })
})

describe('a fetch that began before a change', () => {
  it('does not bring the old row back', async () => {
    const [observer] = await shown(ALL)
    void observer?.refetch()
    await tick()
    for (const request of harness.requests) request.photograph()
    harness.socket.say(change(2, { name: 'Newer' }))
    await land()
    expect(harness.list(ALL)?.pages[0]?.rows.map((row) => row.name)).toContain('Newer')
  })

  it('does not bring a deleted row back', async () => {
    const [observer] = await shown(ALL)
    void observer?.refetch()
    await tick()
    for (const request of harness.requests) request.photograph()
    harness.socket.say(change(2, {}, 'delete'))
    await land()
    expect(ids(ALL)).toEqual([3, 1])
    expect(harness.list(ALL)?.pages[0]?.total).toBe(2)
  })

  it('of a next page does not undo a change of the first', async () => {
    server.create(9)
    const [observer] = await shown(ALL)
    void observer?.fetchNextPage()
    await tick()
    harness.socket.say(change(4, { name: 'Newer' }))
    await land()
    expect(harness.list(ALL)?.pages).toHaveLength(2)
    expect(harness.list(ALL)?.pages[0]?.rows[0]?.name).toBe('Newer')
  })

  it('of one product does not undo it either, and its entity tag follows', async () => {
    await shown()
    harness.showDetail(1)
    for (const request of harness.requests) request.photograph()
    harness.socket.say(change(1, { name: 'Newer' }))
    await land()
    const detail = harness.queryClient.getQueryData<ProductDetail>(productKeys.detail(1))
    expect(detail).toMatchObject({ row: { name: 'Newer', version: 2 }, etag: '"v2"' })
  })

  it('is settled by epoch: versions of another history do not count', async () => {
    const [observer] = await shown(ALL)
    harness.socket.say(change(2, { name: 'Before the restore' }))
    server.epoch = 'epoch-2'
    server.rows.set(2, makeProduct(2, { name: 'Restored' }))
    void observer?.refetch()
    await tick()
    await land()
    expect(harness.list(ALL)?.pages[0]?.rows.find((row) => row.id === 2)?.name).toBe('Restored')
  })
})

describe('a new product', () => {
  it('flows in by itself while nobody uses the list', async () => {
    await shown(ALL)
    harness.socket.say(add(50))
    await tick(500)
    await land()
    expect(ids(ALL)?.[0]).toBe(50)
    expect(harness.live.cache.keeper(productKeys.list(ALL)).getPending()).toEqual({
      count: 0,
      changed: false,
    })
  })

  it('waits, counted, while somebody does, until they are done or ask for it', async () => {
    await shown(ALL)
    const keeper = harness.live.cache.keeper(productKeys.list(ALL))
    keeper.isBusy = () => true
    harness.socket.say(add(50))
    harness.socket.say(add(51))
    await tick(30_000)
    expect(keeper.getPending()).toEqual({ count: 2, changed: false })
    expect(harness.fetched).toHaveLength(1)
    keeper.show()
    await tick()
    await land()
    expect(ids(ALL)?.slice(0, 2)).toEqual([51, 50])
    expect(keeper.getPending().count).toBe(0)
    harness.socket.say(add(52))
    keeper.isBusy = () => false
    keeper.reconsider()
    await tick(500)
    expect(harness.fetched).toHaveLength(3)
  })

  it('that does not belong to the list is not counted', async () => {
    const books: ListParams = { scope: 'all', category: ['books'] }
    await shown(books)
    harness.socket.say(add(50, { category: 'home' }))
    await tick(20_000)
    expect(harness.fetched).toHaveLength(1)
  })

  it('is not counted again when the page already has it', async () => {
    await shown()
    const event = add(50)
    harness.showList(ALL)
    await land()
    harness.socket.say(event)
    await tick(20_000)
    expect(harness.fetched).toHaveLength(1)
  })

  it('is fetched when the page is looked at again, not in the background', async () => {
    await shown(ALL)
    const visible = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    harness.socket.say(add(50))
    await tick(60_000)
    expect(harness.fetched).toHaveLength(1)
    visible.mockReturnValue('visible')
    document.dispatchEvent(new Event('visibilitychange'))
    await tick(500)
    expect(harness.fetched).toHaveLength(2)
  })
})

describe('a delete', () => {
  it('takes the row out everywhere and says by whom', async () => {
    await shown(ALL, BY_QUANTITY)
    harness.socket.say(change(2, {}, 'delete', 'ana'))
    expect(ids(ALL)).not.toContain(2)
    expect(ids(BY_QUANTITY)).not.toContain(2)
    expect(harness.list(ALL)?.pages[0]?.total).toBe(2)
    expect(harness.live.changes.getDeparture(2)).toMatchObject({ actor: 'ana' })
  })
})

describe('an own write', () => {
  it('shows before its event comes, and is not flashed when it does', async () => {
    await shown(ALL)
    const event = change(2, { name: 'Mine' }, 'update', 'me')
    harness.live.acceptWrite({ ...server.position, row: event.data })
    expect(harness.list(ALL)?.pages[0]?.rows[1]?.name).toBe('Mine')
    harness.socket.say(event)
    expect(harness.live.changes.getRecent(2)).toBeUndefined()
  })

  it('of a delete takes the row out at once', async () => {
    await shown(ALL)
    const event = change(2, {}, 'delete', 'me')
    harness.live.acceptDelete({ ...server.position, row: event.data })
    expect(ids(ALL)).toEqual([3, 1])
    expect(harness.live.changes.getDeparture(2)).toMatchObject({ actor: 'me' })
  })
})

describe('a recent change', () => {
  it('is told to its own row alone, adds up, and expires', async () => {
    await shown(ALL)
    const told = { one: 0, two: 0 }
    harness.live.changes.subscribe(1, () => told.one++)
    harness.live.changes.subscribe(2, () => told.two++)
    const before = server.rows.get(2)
    harness.socket.say(change(2, { quantity: 41 }))
    harness.socket.say(change(2, { quantity: 40 }))
    expect(harness.live.changes.getRecent(2)).toMatchObject({
      before,
      row: { quantity: 40 },
      actor: 'ana',
      own: false,
    })
    expect(told).toEqual({ one: 0, two: 2 })
    await tick(1200)
    expect(harness.live.changes.getRecent(2)).toBeUndefined()
    expect(told).toEqual({ one: 0, two: 3 })
  })
})

describe('pause', () => {
  it('holds changes back, counts them, and lets them happen afterwards', async () => {
    await shown(ALL)
    harness.live.pause()
    harness.socket.say(change(2, { name: 'Later' }))
    harness.socket.say(add(50))
    await tick(20_000)
    expect(harness.live.status.get()).toMatchObject({ paused: true, heldChanges: 2 })
    expect(harness.list(ALL)?.pages[0]?.rows[1]?.name).not.toBe('Later')
    expect(harness.fetched).toHaveLength(1)
    harness.live.resume()
    expect(harness.list(ALL)?.pages[0]?.rows[1]?.name).toBe('Later')
    await tick(500)
    await land()
    expect(ids(ALL)?.[0]).toBe(50)
  })
})

describe('the status', () => {
  it('goes from connecting over live and reconnecting to offline, and keeps the age of the data', async () => {
    await shown()
    const { status } = harness.live
    expect(status.get()).toMatchObject({ state: 'live', lastSyncAt: null })
    await tick(5000)
    const heardAt = Date.now()
    harness.socket.say({ type: 'pong', seq: server.head })
    await tick(1000)
    harness.socket.end(1006)
    expect(status.get()).toMatchObject({ state: 'reconnecting', lastSyncAt: heardAt })
    await tick(OFFLINE_AFTER_MS)
    expect(status.get()).toMatchObject({ state: 'offline', lastSyncAt: heardAt })
  })

  it('is live again only when the replay is complete', async () => {
    await shown()
    harness.socket.end(1006)
    await tick(1000)
    change(1, { name: 'Missed' })
    harness.socket.greet({ epoch: server.epoch, seq: server.head })
    expect(harness.live.status.get().state).toBe('reconnecting')
    expect(harness.socket.sent).toEqual([{ type: 'resume', epoch: server.epoch, seq: server.head - 1 }])
    harness.socket.say({ type: 'event', ...makeEvent(server.head, makeProduct(1)) })
    harness.socket.say({ type: 'resumed', from: server.head - 1, to: server.head })
    expect(harness.live.status.get().state).toBe('live')
  })

  it('has what failed while away tried again', async () => {
    await shown()
    harness.showList(ALL)
    const [observer] = harness.queryClient.getQueryCache().findAll({ queryKey: productKeys.lists })
    await observer?.cancel()
    observer?.setState({ status: 'error', error: new Error('network'), fetchStatus: 'idle' })
    harness.socket.end(1006)
    await tick(1000)
    harness.socket.greet({ epoch: server.epoch, seq: server.head })
    await tick()
    expect(harness.fetched).toHaveLength(2)
  })
})

describe('a feed that falls behind', () => {
  it('asks for what a pong speaks of and does not come', async () => {
    await shown()
    harness.socket.say({ type: 'pong', seq: server.head + 1 })
    await tick(LAG_GRACE_MS - 1)
    expect(harness.socket.sent).toEqual([])
    await tick(1)
    expect(harness.socket.sent).toEqual([{ type: 'resume', epoch: server.epoch, seq: server.head }])
  })

  it('asks for nothing when the event comes within a moment', async () => {
    await shown(ALL)
    const event = change(1, { name: 'X' })
    harness.socket.say({ type: 'pong', seq: server.head })
    harness.socket.say(event)
    await tick(LAG_GRACE_MS)
    expect(harness.socket.sent).toEqual([])
  })

  it('opens another socket when a replay goes silent', async () => {
    await shown()
    harness.socket.say({ type: 'event', ...makeEvent(server.head + 5, makeProduct(1)) })
    const silent = harness.socket
    await tick(RESUME_TIMEOUT_MS)
    expect(silent.isClosed).toBe(true)
  })
})

describe('the announcer hears', () => {
  it('what others did to what is shown, and nothing else', async () => {
    await shown(ALL)
    const heard: ShownChanges[] = []
    harness.live.onShown((changes) => heard.push(changes))
    const mine = change(1, { name: 'Mine' }, 'update', 'me')
    const theirs = change(2, { name: 'Theirs' })
    harness.socket.say({ type: 'events', prev: mine.prev, seq: theirs.seq, items: [mine, theirs] })
    harness.socket.say(change(3, {}, 'delete'))
    harness.socket.say(add(50))
    expect(heard).toEqual([
      { changed: [{ id: 2, name: 'Theirs' }], deleted: [], added: [] },
      { changed: [], deleted: [{ id: 3, name: server.rows.get(3)?.name ?? expect.any(String) }], added: [] },
      { changed: [], deleted: [], added: [50] },
    ])
  })
})

describe('the self-check', () => {
  const untilChecked = async () => {
    const end = Date.now() + CHECK_EVERY_MS + SETTLE_MS
    while (Date.now() < end) {
      await tick(5000)
      harness.socket.say({ type: 'pong', seq: server.head })
    }
  }

  it('finds, counts and repairs a row that the feed never told of', async () => {
    await shown(ALL)
    const row = makeProduct(2, { name: 'Silently changed', version: 9 })
    server.rows.set(2, row)
    fetchProductPage.mockImplementation(async () => server.page(ALL, null, server.position))
    await untilChecked()
    await tick(1000)
    await land()
    expect(harness.list(ALL)?.pages[0]?.rows[1]).toEqual(row)
    expect(harness.live.status.get().repaired).toBe(1)
  })

  it('finds nothing where there is nothing', async () => {
    await shown(ALL)
    fetchProductPage.mockClear().mockImplementation(async () => server.page(ALL, null, server.position))
    await untilChecked()
    expect(fetchProductPage).toHaveBeenCalledOnce()
    expect(harness.fetched).toHaveLength(1)
    expect(harness.live.status.get().repaired).toBe(0)
  })
})
