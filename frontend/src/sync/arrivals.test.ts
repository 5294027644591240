import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ListParams, productKeys } from '@/entities/product/queries'
import type { Detail } from '@/sync/resource'
import { type Harness, openHarness } from '@/testing/cacheHarness'
import { makeProduct } from '@/testing/feed'
import { ModelServer } from '@/testing/modelServer'

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

const tick = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds)

describe('a fetch that began before a change', () => {
  it('does not bring the old row back', async () => {
    harness = await openHarness(server, ALL)
    const observer = harness.observer(ALL)
    void observer.refetch()
    await tick()
    for (const request of harness.requests) request.photograph()
    harness.socket.say(harness.change(2, { name: 'Newer' }))
    await harness.land()
    expect(harness.rows(ALL).map((row) => row.name)).toContain('Newer')
  })

  it('does not bring a deleted row back', async () => {
    harness = await openHarness(server, ALL)
    const observer = harness.observer(ALL)
    void observer.refetch()
    await tick()
    for (const request of harness.requests) request.photograph()
    harness.socket.say(harness.change(2, {}, 'delete'))
    await harness.land()
    expect(harness.ids(ALL)).toEqual([3, 1])
    expect(harness.list(ALL)?.pages[0]?.total).toBe(2)
  })

  it('of a next page does not undo a change of the first', async () => {
    server.create(9)
    harness = await openHarness(server, ALL)
    const observer = harness.observer(ALL)
    void observer.fetchNextPage()
    await tick()
    harness.socket.say(harness.change(4, { name: 'Newer' }))
    await harness.land()
    expect(harness.list(ALL)?.pages).toHaveLength(2)
    expect(harness.rows(ALL)[0]?.name).toBe('Newer')
  })

  it('of one product does not undo it either, and its entity tag follows', async () => {
    harness = await openHarness(server)
    harness.showDetail(1)
    for (const request of harness.requests) request.photograph()
    harness.socket.say(harness.change(1, { name: 'Newer' }))
    await harness.land()
    const detail = harness.queryClient.getQueryData<Detail>(productKeys.detail(1))
    expect(detail).toMatchObject({ row: { name: 'Newer', version: 2 }, etag: '"v2"' })
  })

  it('is believed about everything up to its position, whatever the versions say', async () => {
    harness = await openHarness(server, ALL)
    harness.socket.say(harness.change(2, { name: 'First life' }))
    server.rows.set(2, makeProduct(2, { name: 'Second life' }))
    void harness.observer(ALL).refetch()
    await tick()
    await harness.land()
    expect(harness.rows(ALL).find((row) => row.id === 2)?.name).toBe('Second life')
  })

  it('is settled by epoch: versions of another history do not count', async () => {
    harness = await openHarness(server, ALL)
    const observer = harness.observer(ALL)
    harness.socket.say(harness.change(2, { name: 'Before the restore' }))
    server.epoch = 'epoch-2'
    server.head = 1
    server.rows.set(2, makeProduct(2, { name: 'Restored' }))
    void observer.refetch()
    await tick()
    await harness.land()
    expect(harness.rows(ALL).find((row) => row.id === 2)?.name).toBe('Restored')
  })
})

describe('a new product', () => {
  it('flows in by itself while nobody uses the list', async () => {
    harness = await openHarness(server, ALL)
    harness.socket.say(harness.add(50))
    await tick(1000)
    await harness.land()
    expect(harness.ids(ALL)[0]).toBe(50)
    expect(harness.live.cache.keeper(productKeys.list(ALL)).getPending()).toEqual({
      count: 0,
      changed: false,
    })
  })

  it('waits, counted, while somebody does, until they are done or ask for it', async () => {
    harness = await openHarness(server, ALL)
    const keeper = harness.live.cache.keeper(productKeys.list(ALL))
    keeper.isBusy = () => true
    harness.socket.say(harness.add(50))
    harness.socket.say(harness.add(51))
    await tick(30_000)
    expect(keeper.getPending()).toEqual({ count: 2, changed: false })
    expect(harness.fetched).toHaveLength(1)
    keeper.show()
    await tick()
    await harness.land()
    expect(harness.ids(ALL).slice(0, 2)).toEqual([51, 50])
    expect(keeper.getPending().count).toBe(0)
    harness.socket.say(harness.add(52))
    keeper.isBusy = () => false
    keeper.reconsider()
    await tick(1000)
    expect(harness.fetched).toHaveLength(3)
  })

  it('is shown when it is asked for, also while movement is paused', async () => {
    harness = await openHarness(server, ALL)
    const keeper = harness.live.cache.keeper(productKeys.list(ALL))
    keeper.isBusy = () => true
    harness.socket.say(harness.add(50))
    harness.live.pause()
    expect(keeper.getPending()).toEqual({ count: 1, changed: false })
    harness.live.cache.show(productKeys.list(ALL))
    await tick()
    await harness.land()
    expect(harness.ids(ALL)[0]).toBe(50)
    expect(keeper.getPending()).toEqual({ count: 0, changed: false })
    harness.socket.say(harness.change(50, { name: 'Held' }))
    harness.live.cache.reconsider()
    await tick(20_000)
    expect(harness.rows(ALL)[0]?.name).not.toBe('Held')
    expect(harness.fetched).toHaveLength(2)
  })

  it('that does not belong to the list is not counted', async () => {
    const books: ListParams = { scope: 'all', category: ['books'] }
    harness = await openHarness(server, books)
    harness.socket.say(harness.add(50, { category: 'home' }))
    await tick(20_000)
    expect(harness.fetched).toHaveLength(1)
  })

  it('is not counted again when the page already has it', async () => {
    harness = await openHarness(server)
    const event = harness.add(50)
    harness.showList(ALL)
    await harness.land()
    harness.socket.say(event)
    await tick(20_000)
    expect(harness.fetched).toHaveLength(1)
  })

  it('is fetched when the page is looked at again, not in the background', async () => {
    harness = await openHarness(server, ALL)
    const visible = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    harness.socket.say(harness.add(50))
    await tick(60_000)
    expect(harness.fetched).toHaveLength(1)
    visible.mockReturnValue('visible')
    document.dispatchEvent(new Event('visibilitychange'))
    await tick(1000)
    expect(harness.fetched).toHaveLength(2)
  })
})

describe('a delete', () => {
  it('takes the row out everywhere and says by whom', async () => {
    harness = await openHarness(server, ALL, BY_QUANTITY)
    harness.socket.say(harness.change(2, {}, 'delete', 'ana'))
    expect(harness.ids(ALL)).not.toContain(2)
    expect(harness.ids(BY_QUANTITY)).not.toContain(2)
    expect(harness.list(ALL)?.pages[0]?.total).toBe(2)
    expect(harness.live.changes.getDeparture(2)).toMatchObject({ actor: 'ana' })
  })
})

describe('an own write', () => {
  it('shows before its event comes, and is not flashed when it does', async () => {
    harness = await openHarness(server, ALL)
    const event = harness.change(2, { name: 'Mine' }, 'update', 'me')
    harness.live.acceptWrite({ ...server.position, row: event.data })
    expect(harness.rows(ALL)[1]?.name).toBe('Mine')
    harness.socket.say(event)
    expect(harness.live.changes.getRecent(2)).toBeUndefined()
  })

  it('of a delete takes the row out at once', async () => {
    harness = await openHarness(server, ALL)
    const event = harness.change(2, {}, 'delete', 'me')
    harness.live.acceptDelete({ ...server.position, row: event.data })
    expect(harness.ids(ALL)).toEqual([3, 1])
    expect(harness.live.changes.getDeparture(2)).toMatchObject({ actor: 'me' })
  })
})
