import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ListParams, productKeys } from '@/entities/product/queries'
import { type Harness, openHarness } from '@/testing/cacheHarness'
import { makeEvent, makeProduct } from '@/testing/feed'
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

describe('a change of a row that is shown', () => {
  it('is patched in place, without a fetch, and leaves the other rows the same objects', async () => {
    harness = await openHarness(server, ALL)
    const before = harness.rows(ALL)
    harness.socket.say(harness.change(2, { name: 'New name' }))
    const after = harness.rows(ALL)
    expect(after.map((row) => row.name)).toContain('New name')
    expect(after.filter((row) => before.includes(row)).map((row) => row.id)).toEqual([3, 1])
    await tick(20_000)
    expect(harness.fetched).toEqual([ALL])
  })

  it('is one write a list for a frame of many events', async () => {
    harness = await openHarness(server, ALL)
    const observer = harness.observer(ALL)
    let writes = 0
    harness.queryClient.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success') writes += 1
    })
    const prev = server.head
    const items = [1, 2, 3, 1].map((id) => harness.change(id, { description: `at ${server.head}` }))
    harness.socket.say({ type: 'events', prev, seq: server.head, items })
    expect(writes).toBe(1)
    expect(observer.getCurrentResult().data?.pages[0]?.rows.map((row) => row.version)).toEqual([2, 2, 3])
  })

  it('has the list fetched again when it changes the order, once for a burst', async () => {
    harness = await openHarness(server, BY_QUANTITY)
    for (let step = 0; step < 10; step++) {
      harness.socket.say(harness.change(1, { quantity: 100 + step }))
      await tick(100)
    }
    expect(harness.fetched).toHaveLength(1)
    await tick(1000)
    expect(harness.fetched).toHaveLength(2)
    await harness.land()
    expect(harness.ids(BY_QUANTITY)[0]).toBe(1)
  })

  it('is not put off for ever by a stream of changes', async () => {
    harness = await openHarness(server, BY_QUANTITY)
    for (let step = 0; step < 25; step++) {
      harness.socket.say(harness.change(1, { quantity: 100 + step }))
      await tick(100)
    }
    expect(harness.fetched).toHaveLength(2)
  })

  it('needs no fetch when the row keeps its place in the order', async () => {
    harness = await openHarness(server, BY_QUANTITY)
    const [first, second] = harness.rows(BY_QUANTITY)
    harness.socket.say(harness.change(first?.id ?? 0, { quantity: (second?.quantity ?? 0) + 50 }))
    await tick(20_000)
    expect(harness.fetched).toHaveLength(1)
  })

  it('takes a row out of a filtered list', async () => {
    const low: ListParams = { scope: 'all', low_stock: true }
    harness = await openHarness(server, low)
    const [id = 0] = harness.ids(low)
    harness.socket.say(harness.change(id, { quantity: 50, is_low_stock: false }))
    await tick(1000)
    await harness.land()
    expect(harness.ids(low)).not.toContain(id)
  })

  it('never runs two fetches of one list at once', async () => {
    harness = await openHarness(server, BY_QUANTITY)
    harness.socket.say(harness.change(1, { quantity: 100 }))
    await tick(2000)
    harness.socket.say(harness.change(1, { quantity: 101 }))
    await tick(5000)
    expect(harness.requests).toHaveLength(1)
    await harness.land()
    await tick(5000)
    expect(harness.requests).toHaveLength(0)
  })

  it('keeps a list that was marked out of date out of date', async () => {
    harness = await openHarness(server, ALL)
    await harness.queryClient.invalidateQueries({ queryKey: productKeys.lists, refetchType: 'none' })
    harness.socket.say(harness.change(1, { name: 'X' }))
    expect(harness.queryClient.getQueryState(productKeys.list(ALL))?.isInvalidated).toBe(true)
  })
})

describe('a list', () => {
  it('keeps the row objects that a fetch brings unchanged', async () => {
    harness = await openHarness(server, ALL)
    const before = harness.rows(ALL)
    server.rows.set(2, makeProduct(2, { name: 'Renamed without a version' }))
    void harness.observer(ALL).refetch()
    await harness.land()
    const after = harness.rows(ALL)
    expect(after.map((row) => before.includes(row))).toEqual([true, false, true])
  })

  it('does not look freshly fetched because of a change', async () => {
    harness = await openHarness(server, ALL)
    const fetchedAt = Date.now()
    await tick(5000)
    harness.socket.say(harness.change(1, { name: 'X' }))
    expect(harness.queryClient.getQueryState(productKeys.list(ALL))?.dataUpdatedAt).toBe(fetchedAt)
  })

  it('has its total confirmed after a delete', async () => {
    harness = await openHarness(server, ALL)
    harness.socket.say(harness.change(2, {}, 'delete'))
    server.rows.delete(1)
    await tick(10_000)
    await harness.land()
    expect(harness.list(ALL)?.pages[0]?.total).toBe(1)
  })

  it('knows its rows again after one was taken out', async () => {
    harness = await openHarness(server, ALL)
    harness.socket.say(harness.change(3, {}, 'delete'))
    harness.socket.say(harness.change(1, { name: 'Still known' }))
    expect(harness.rows(ALL).map((row) => row.name)).toEqual([expect.any(String), 'Still known'])
  })

  it('asks for order when a row sinks below the next', async () => {
    harness = await openHarness(server, BY_QUANTITY)
    harness.socket.say(harness.change(harness.ids(BY_QUANTITY)[0] ?? 0, { quantity: 0 }))
    await tick(1000)
    expect(harness.fetched).toHaveLength(2)
  })

  it('that is complete does not care for products that were and are none of its own', async () => {
    const books: ListParams = { scope: 'all', category: ['books'] }
    harness = await openHarness(server, books)
    const other = [...server.rows.values()].find((row) => row.category !== 'books')
    harness.socket.say(harness.change(other?.id ?? 0, { name: 'X' }))
    await tick(20_000)
    expect(harness.fetched).toHaveLength(1)
  })

  it('that is complete asks for a product that has become its own', async () => {
    const books: ListParams = { scope: 'all', category: ['books'] }
    harness = await openHarness(server, books)
    const other = [...server.rows.values()].find((row) => row.category !== 'books')
    harness.socket.say(harness.change(other?.id ?? 0, { category: 'books' }))
    await tick(1000)
    await harness.land()
    expect(harness.ids(books)).toContain(other?.id)
  })

  it.each([
    ['that left it', { quantity: 0, is_low_stock: true, is_in_stock: false }],
    ['that entered it below', { quantity: 1 }],
  ])('that goes on asks after its total, with patience, for a product not loaded %s', async (_, fields) => {
    const inStock: ListParams = { scope: 'all', in_stock: true, ordering: '-quantity' }
    for (let id = 60; id < 64; id++) server.rows.set(id, makeProduct(id, { quantity: 100 + id }))
    harness = await openHarness(server, inStock)
    harness.socket.say(harness.change(1, fields))
    await tick(1000)
    expect(harness.fetched).toHaveLength(1)
    await tick(9000)
    expect(harness.fetched).toHaveLength(2)
  })

  it('is not fetched for events that its page was read after', async () => {
    server.rows.set(70, makeProduct(70))
    harness = await openHarness(server)
    const events = [harness.change(1, {}, 'delete'), harness.change(70, { name: 'X' })]
    harness.showList(ALL)
    await harness.land()
    for (const event of events) harness.socket.say(event)
    await tick(20_000)
    expect(harness.fetched).toHaveLength(1)
  })

  it('keeps a product that lives again since before the page was read', async () => {
    harness = await openHarness(server)
    const gone = harness.change(2, {}, 'delete')
    server.rows.set(2, makeProduct(2))
    server.head += 1
    harness.showList(ALL)
    await harness.land()
    harness.socket.say(gone)
    expect(harness.ids(ALL)).toContain(2)
  })

  it('of another epoch is left alone until it is fetched again', async () => {
    harness = await openHarness(server, ALL)
    harness.socket.say({ type: 'reset', reason: 'epoch', epoch: 'epoch-2', seq: 0 })
    const row = makeProduct(2, { name: 'Of the new history', version: 9 })
    harness.socket.say({ type: 'event', ...makeEvent(1, row) })
    expect(harness.rows(ALL)[1]?.name).not.toBe('Of the new history')
    await tick(1000)
    expect(harness.fetched).toHaveLength(2)
  })

  it('tries again when a fetch failed', async () => {
    harness = await openHarness(server, BY_QUANTITY)
    harness.socket.say(harness.change(1, { quantity: 100 }))
    await tick(1000)
    harness.requests.splice(0)[0]?.fail()
    await tick(5000)
    expect(harness.fetched).toHaveLength(3)
  })

  it('waits twice as long after each further failure, whatever happens meanwhile', async () => {
    harness = await openHarness(server, BY_QUANTITY)
    harness.socket.say(harness.change(1, { quantity: 100 }))
    await tick(1000)
    for (const wait of [5000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      const fetched = harness.fetched.length
      harness.requests.splice(0)[0]?.fail()
      for (let passed = 0; passed < wait; passed += 5000) {
        expect(harness.fetched).toHaveLength(fetched)
        harness.socket.say({ type: 'pong', seq: server.head })
        harness.socket.say(harness.change(1, { quantity: 100 + passed }))
        await tick(5000)
      }
      expect(harness.fetched).toHaveLength(fetched + 1)
    }
    await harness.land()
    const fetched = harness.fetched.length
    harness.socket.say(harness.change(1, { quantity: 1 }))
    await tick(1000)
    expect(harness.fetched).toHaveLength(fetched + 1)
  })

  it('tries again when a fetch was cancelled', async () => {
    harness = await openHarness(server, BY_QUANTITY)
    harness.socket.say(harness.change(1, { quantity: 100 }))
    await tick(1000)
    await harness.queryClient.cancelQueries({ queryKey: productKeys.lists })
    await tick(1000)
    expect(harness.fetched).toHaveLength(3)
  })

  it('tries again when a next page came in the way', async () => {
    server.create(9)
    harness = await openHarness(server, BY_QUANTITY)
    harness.socket.say(harness.change(harness.ids(BY_QUANTITY)[2] ?? 0, { quantity: 100 }))
    await tick(1000)
    harness.requests.splice(0)
    void harness.observer(BY_QUANTITY).fetchNextPage()
    await tick()
    await harness.land()
    await tick(1000)
    expect(harness.fetched).toHaveLength(3)
  })

  it('is fetched sooner where its person made the change than where others see it', async () => {
    harness = await openHarness(server, BY_QUANTITY)
    harness.socket.say(harness.change(1, { quantity: 100 }, 'update', 'me'))
    await tick(300)
    expect(harness.fetched).toHaveLength(2)
    await harness.land()
    harness.socket.say(harness.change(2, { quantity: 200 }))
    await tick(300)
    expect(harness.fetched).toHaveLength(2)
    await tick(700)
    expect(harness.fetched).toHaveLength(3)
  })

  it('is fetched again no further than it is seen', async () => {
    for (let id = 4; id <= 9; id++) server.create(id)
    harness = await openHarness(server, BY_QUANTITY)
    for (let page = 2; page <= 3; page++) {
      void harness.observer(BY_QUANTITY).fetchNextPage()
      await tick()
      await harness.land()
    }
    const before = harness.ids(BY_QUANTITY)
    expect(harness.list(BY_QUANTITY)?.pages).toHaveLength(3)
    harness.live.cache.keeper(productKeys.list(BY_QUANTITY)).inSight = { first: 4, last: 6 }
    harness.socket.say(harness.change(before[4] ?? 0, { quantity: 1 }))
    await tick(1000)
    expect(harness.requests).toHaveLength(1)
    await harness.land()
    expect(harness.requests).toHaveLength(0)
    const pages = harness.list(BY_QUANTITY)?.pages
    expect(pages?.map(({ start }) => start)).toEqual([3])
    expect(harness.ids(BY_QUANTITY)).toEqual(
      server
        .listed(BY_QUANTITY)
        .slice(3, 6)
        .map(({ id }) => id),
    )
  })

  it('stops counting a new product that is deleted before it was shown', async () => {
    harness = await openHarness(server, ALL)
    const keeper = harness.live.cache.keeper(productKeys.list(ALL))
    keeper.isBusy = () => true
    harness.socket.say(harness.add(50))
    harness.socket.say(harness.change(50, {}, 'delete'))
    expect(keeper.getPending().count).toBe(0)
  })
})

describe('a window in the middle of a list', () => {
  const BY_NAME: ListParams = { scope: 'all', ordering: 'name' }
  const LAST: ListParams = { scope: 'all', ordering: 'quantity' }

  /** Twelve products, of which the window has the three that six others come before. */
  async function openMiddle(params: ListParams) {
    server = new ModelServer()
    for (let id = 1; id <= 12; id++) {
      server.rows.set(id, makeProduct(id, { quantity: id * 10, name: `Name ${10 + id}` }))
    }
    harness = await openHarness(server, params)
    void harness.live.cache.jump(productKeys.list(params), 6)
    await tick()
    await harness.land()
    return harness.live.cache.keeper(productKeys.list(params))
  }

  it('is what a jump begins, with nothing else loaded', async () => {
    await openMiddle(ALL)
    expect(harness.ids(ALL)).toEqual([6, 5, 4])
    expect(harness.list(ALL)?.pages).toHaveLength(1)
    expect(harness.list(ALL)?.pages[0]?.start).toBe(6)
  })

  it('grows to both sides, drops what is furthest, and knows where it stands', async () => {
    await openMiddle(ALL)
    const observer = harness.observer(ALL)
    for (const step of ['fetchNextPage', 'fetchPreviousPage', 'fetchPreviousPage'] as const) {
      void observer[step]()
      await tick()
      await harness.land()
    }
    expect(harness.ids(ALL)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4])
    expect(harness.list(ALL)?.pages.map((page) => page.start)).toEqual([0, 3, 6])
    expect(harness.list(ALL)?.pageParams[0]).toBeNull()
  })

  it('asks for order when its first row may have moved up', async () => {
    await openMiddle(LAST)
    const [first = 0] = harness.ids(LAST)
    harness.socket.say(harness.change(first, { quantity: 1 }))
    await tick(1000)
    await harness.land()
    expect(harness.ids(LAST)).not.toContain(first)
  })

  it('does not care for a row that stays above it', async () => {
    await openMiddle(LAST)
    harness.socket.say(harness.change(1, { quantity: 25 }))
    await tick(20_000)
    expect(harness.requests).toHaveLength(0)
  })

  it('asks for a row from above that now belongs into it', async () => {
    await openMiddle(LAST)
    harness.socket.say(harness.change(1, { quantity: 75 }))
    await tick(1000)
    await harness.land()
    expect(harness.ids(LAST)).toContain(1)
  })

  it('keeps counting what is new while it is fetched again, and goes to the top to show it', async () => {
    const keeper = await openMiddle(ALL)
    keeper.isBusy = () => true
    harness.socket.say(harness.add(50))
    const bulk = { type: 'bulk', seq: ++server.head, prev: server.head - 1, count: 900 } as const
    harness.socket.say(bulk)
    await tick(1000)
    await harness.land()
    expect(keeper.getPending()).toEqual({ count: 1, changed: false })
    harness.live.cache.show(productKeys.list(ALL))
    await tick()
    await harness.land()
    expect(harness.ids(ALL)).toEqual([50, 12, 11])
    expect(keeper.getPending().count).toBe(0)
  })

  it('shows the end of the list when nothing is left where it was', async () => {
    await openMiddle(BY_NAME)
    for (let id = 5; id <= 12; id++) server.rows.delete(id)
    void harness.observer(BY_NAME).refetch()
    for (let round = 0; round < 3; round++) {
      await tick()
      await harness.land()
    }
    expect(harness.ids(BY_NAME)).toEqual([2, 3, 4])
  })
})
