import { QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ListParams } from '@/entities/product/queries'
import { type Harness, openHarness } from '@/testing/cacheHarness'
import { makeEvent, makeProduct } from '@/testing/feed'
import { ModelServer } from '@/testing/modelServer'
import { LAG_GRACE_MS, RESUME_TIMEOUT_MS, type ShownChanges } from './client'
import { CHECK_EVERY_MS, SETTLE_MS } from './selfCheck'
import { OFFLINE_AFTER_MS } from './statusStore'

const fetchProductPage = vi.hoisted(() => vi.fn())
vi.mock('@/entities/product/queries', async (original) => ({ ...(await original()), fetchProductPage }))

const ALL: ListParams = { scope: 'all' }

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

const tick = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds)

describe('the rights of the person', () => {
  it('are asked anew when the server says so, and after an absence in which it may have said so', async () => {
    harness = await openHarness(server, ALL)
    const asked = vi.fn()
    harness.live.onRights(asked)
    harness.socket.say({ type: 'rights' })
    expect(asked).toHaveBeenCalledTimes(1)
    harness.socket.greet({ epoch: server.epoch, seq: server.head })
    expect(asked).toHaveBeenCalledTimes(2)
  })
})

it('what is kept beside products is asked for again when the server says so, and after an absence', async () => {
  harness = await openHarness(server, ALL)
  const changed = vi.fn()
  harness.live.onChanged(changed)
  harness.socket.say({ type: 'changed', what: 'categories' })
  expect(changed).toHaveBeenLastCalledWith('categories')
  harness.socket.greet({ epoch: server.epoch, seq: server.head })
  expect(changed).toHaveBeenLastCalledWith(null)
})

describe('a recent change', () => {
  it('is told to its own row alone, adds up, and expires', async () => {
    harness = await openHarness(server, ALL)
    const told = { one: 0, two: 0 }
    harness.live.changes.subscribe(1, () => told.one++)
    harness.live.changes.subscribe(2, () => told.two++)
    const before = server.rows.get(2)
    harness.socket.say(harness.change(2, { quantity: 41 }))
    harness.socket.say(harness.change(2, { quantity: 40 }))
    expect(harness.live.changes.getRecent(2)).toMatchObject({
      before,
      row: { quantity: 40 },
      actor: 'ana',
      own: false,
    })
    await tick(0)
    expect(told).toEqual({ one: 0, two: 2 })
    expect(harness.live.changes.getRecent(2)?.isFresh).toBe(true)
    await tick(1201)
    expect(harness.live.changes.getRecent(2)?.isFresh).toBe(false)
    // After that, another change is one of its own.
    harness.socket.say(harness.change(2, { quantity: 39 }))
    expect(harness.live.changes.getRecent(2)).toMatchObject({ before: { quantity: 40 }, isFresh: true })
    await tick(10_001)
    expect(harness.live.changes.getRecent(2)).toBeUndefined()
    expect(told).toEqual({ one: 0, two: 6 })
  })

  it.each([-3_600_000, 3_600_000])('expires in time when the clock is set by %i ms', async (milliseconds) => {
    harness = await openHarness(server, ALL)
    harness.socket.say(harness.change(2, { quantity: 41 }))
    vi.setSystemTime(Date.now() + milliseconds)
    harness.socket.say(harness.change(1, { quantity: 41 }))
    expect(harness.live.changes.getRecent(2)).toBeDefined()
    await tick(10_001)
    expect(harness.live.changes.getRecent(2)).toBeUndefined()
    expect(harness.live.changes.getRecent(1)).toBeUndefined()
  })
})

it('a product that is there again in another history is no longer gone', async () => {
  harness = await openHarness(server, ALL)
  const detail = harness.showDetail(2)
  await harness.land()
  const row = server.rows.get(2) ?? makeProduct(2)
  harness.socket.say(harness.change(2, {}, 'delete'))
  expect(harness.live.changes.getDeparture(2)).toMatchObject({ actor: 'ana' })
  server.rows.set(2, row)
  server.epoch = 'epoch-2'
  server.head = 0
  harness.socket.say({ type: 'reset', reason: 'epoch', ...server.position })
  expect(harness.live.changes.getDeparture(2)).toBeDefined()
  await tick(1000)
  await harness.land()
  expect(detail.getCurrentResult()).toMatchObject({ status: 'success', data: { row } })
  expect(harness.live.changes.getDeparture(2)).toBeUndefined()
})

describe('pause', () => {
  it('holds changes back, counts them, and lets them happen afterwards', async () => {
    harness = await openHarness(server, ALL)
    harness.live.pause()
    harness.socket.say(harness.change(2, { name: 'Later' }))
    harness.socket.say(harness.add(50))
    await tick(20_000)
    expect(harness.live.status.get()).toMatchObject({ paused: true, heldChanges: 2 })
    expect(harness.rows(ALL)[1]?.name).not.toBe('Later')
    expect(harness.fetched).toHaveLength(1)
    harness.live.resume()
    expect(harness.rows(ALL)[1]?.name).toBe('Later')
    await tick(1000)
    await harness.land()
    expect(harness.ids(ALL)[0]).toBe(50)
  })

  it('does not let the answer of an own write bring out what is held', async () => {
    harness = await openHarness(server, ALL)
    harness.live.pause()
    harness.socket.say(harness.change(1, { name: 'Held' }))
    const mine = harness.change(2, { name: 'Mine' })
    harness.live.acceptWrite({ ...server.position, row: mine.data })
    expect(harness.rows(ALL)[1]?.name).toBe('Mine')
    expect(harness.rows(ALL)[2]?.name).not.toBe('Held')
  })
})

describe('the status', () => {
  it('goes from connecting over live and reconnecting to offline, and keeps the age of the data', async () => {
    harness = await openHarness(server)
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
    harness = await openHarness(server)
    harness.socket.end(1006)
    await tick(1000)
    harness.change(1, { name: 'Missed' })
    harness.socket.greet({ epoch: server.epoch, seq: server.head })
    expect(harness.live.status.get().state).toBe('reconnecting')
    expect(harness.socket.sent).toEqual([{ type: 'resume', epoch: server.epoch, seq: server.head - 1 }])
    harness.socket.say({ type: 'event', ...makeEvent(server.head, makeProduct(1)) })
    harness.socket.say({ type: 'resumed', from: server.head - 1, to: server.head })
    expect(harness.live.status.get().state).toBe('live')
  })

  it.each([
    ['categories', ['categories']],
    ['movements', ['stock', 'movements', {}]],
    ['alerts', ['stock', 'alerts', false]],
    ['the dashboard', ['stock', 'dashboard']],
    ['the reorder list', ['stock', 'reorder']],
    ['the account', ['me']],
  ])('has what failed while away tried again: %s', async (_, queryKey) => {
    harness = await openHarness(server)
    const answers = [() => Promise.reject(new Error('network')), () => Promise.resolve('there')]
    const queryFn = vi.fn(() => answers.shift()?.())
    const observer = new QueryObserver<unknown>(harness.queryClient, { queryKey, queryFn })
    observer.subscribe(() => undefined)
    await tick()
    expect(observer.getCurrentResult().status).toBe('error')
    harness.socket.end(1006)
    await tick(1000)
    expect(queryFn).toHaveBeenCalledOnce()
    harness.socket.greet({ epoch: server.epoch, seq: server.head })
    await tick()
    expect(observer.getCurrentResult()).toMatchObject({ status: 'success' })
  })

  it('has a list of products that failed while away tried again', async () => {
    harness = await openHarness(server)
    harness.showList(ALL)
    await tick()
    for (const request of harness.requests.splice(0)) request.fail()
    harness.socket.end(1006)
    await tick(1000)
    harness.socket.greet({ epoch: server.epoch, seq: server.head })
    await tick()
    expect(harness.fetched).toHaveLength(2)
  })

  it('leaves alone what nobody looks at any more, and what did not fail', async () => {
    harness = await openHarness(server, ALL)
    const queryFn = vi.fn(() => Promise.reject(new Error('network')))
    const observer = new QueryObserver<unknown>(harness.queryClient, { queryKey: ['left'], queryFn })
    observer.subscribe(() => undefined)()
    await tick()
    harness.socket.end(1006)
    await tick(1000)
    harness.socket.greet({ epoch: server.epoch, seq: server.head })
    await tick()
    expect(queryFn).toHaveBeenCalledOnce()
    expect(harness.fetched).toHaveLength(1)
  })
})

describe('a feed that falls behind', () => {
  it('asks for what a pong speaks of and does not come', async () => {
    harness = await openHarness(server)
    harness.socket.say({ type: 'pong', seq: server.head + 1 })
    await tick(LAG_GRACE_MS - 1)
    expect(harness.socket.sent).toEqual([])
    await tick(1)
    expect(harness.socket.sent).toEqual([{ type: 'resume', epoch: server.epoch, seq: server.head }])
  })

  it('asks for nothing when the event comes within a moment', async () => {
    harness = await openHarness(server, ALL)
    const event = harness.change(1, { name: 'X' })
    harness.socket.say({ type: 'pong', seq: server.head })
    harness.socket.say(event)
    await tick(LAG_GRACE_MS)
    expect(harness.socket.sent).toEqual([])
  })

  it('lets a long replay take its time', async () => {
    harness = await openHarness(server)
    const { head } = server
    harness.socket.say({ type: 'event', ...makeEvent(head + 5, makeProduct(1)) })
    for (let seq = head + 1; seq <= head + 5; seq++) {
      await tick(RESUME_TIMEOUT_MS - 1)
      harness.socket.say({ type: 'event', ...makeEvent(seq, makeProduct(1)) })
    }
    expect(harness.network.sockets).toHaveLength(1)
  })

  it('opens another socket when a replay goes silent', async () => {
    harness = await openHarness(server)
    harness.socket.say({ type: 'event', ...makeEvent(server.head + 5, makeProduct(1)) })
    const silent = harness.socket
    await tick(RESUME_TIMEOUT_MS)
    expect(silent.isClosed).toBe(true)
  })
})

describe('the announcer hears', () => {
  it('what others did to what is shown, and nothing else', async () => {
    harness = await openHarness(server, ALL)
    const heard: ShownChanges[] = []
    harness.live.onShown((changes) => heard.push(changes))
    const mine = harness.change(1, { name: 'Mine' }, 'update', 'me')
    const theirs = harness.change(2, { name: 'Theirs' })
    harness.socket.say({ type: 'events', prev: mine.prev, seq: theirs.seq, items: [mine, theirs] })
    harness.socket.say(harness.change(3, {}, 'delete'))
    harness.socket.say(harness.add(50))
    expect(heard).toEqual([
      {
        changed: [{ id: 2, name: 'Theirs', extras: { movement: null, alert: null } }],
        deleted: [],
        added: [],
      },
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
    harness = await openHarness(server, ALL)
    const row = makeProduct(2, { name: 'Silently changed', version: 9 })
    server.rows.set(2, row)
    fetchProductPage.mockImplementation(async () => server.page(ALL, null, server.position))
    await untilChecked()
    await tick(1000)
    await harness.land()
    expect(harness.rows(ALL)[1]).toEqual(row)
    expect(harness.live.status.get().repaired).toBe(1)
  })

  it('finds nothing where there is nothing', async () => {
    harness = await openHarness(server, ALL)
    fetchProductPage.mockClear().mockImplementation(async () => server.page(ALL, null, server.position))
    await untilChecked()
    expect(fetchProductPage).toHaveBeenCalledOnce()
    expect(harness.fetched).toHaveLength(1)
    expect(harness.live.status.get().repaired).toBe(0)
  })
})
