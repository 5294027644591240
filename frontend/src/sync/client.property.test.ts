import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ListParams, productKeys } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import type { Detail } from '@/sync/resource'
import { Harness, MOST_MODEL_PAGES } from '@/testing/cacheHarness'
import { counterexamples, type Operation } from '@/testing/counterexamples'
import { MODEL_PAGE, ModelServer, type Reply } from '@/testing/modelServer'
import { countThrough, windowStart } from './listWindow'
import type { ClientFrame } from './protocol'

const LISTS: ListParams[] = [
  { scope: 'all' },
  { scope: 'all', ordering: '-quantity' },
  { scope: 'all', category: ['books', 'home'], ordering: 'name' },
  { scope: 'all', low_stock: true, ordering: 'quantity' },
]
const DETAILS = [1, 2, 3]

const dice = fc.nat(1000)
const which = fc.nat(7)
const operations = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ do: fc.constantFrom('create', 'update', 'update', 'remove'), dice }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('ownUpdate', 'ownRemove'), dice }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('burst'), dice, size: fc.integer({ min: 1, max: 6 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('bulk', 'restore'), dice }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('prune', 'cut', 'pause', 'resume', 'hide', 'showDetail') }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('photograph', 'landAnswer') }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('land'), which }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('more', 'back', 'point'), which }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('jump', 'look'), which, dice }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('show'), which }) },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('wait'), milliseconds: fc.constantFrom(1, 100, 400, 3000) }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('deliver'),
        count: fc.integer({ min: 1, max: 6 }),
        fault: fc.constantFrom('none', 'none', 'none', 'none', 'duplicate', 'lose', 'swap'),
      }),
    },
  ) as fc.Arbitrary<Operation>,
  { minLength: 5, maxLength: 60, size: 'max' },
)

/** The whole browser client between a model server and a network that misbehaves. */
class World {
  readonly server = new ModelServer()
  readonly harness: Harness
  private readonly observers
  private wire: Reply[] = []
  private socket: Harness['socket'] | null = null
  private disconnect: (() => void) | null = null
  private answers: { epoch: string; seq: number; row: Product; deleted: boolean }[] = []
  private readonly pointed = new Set<number>()

  constructor() {
    for (let index = 0; index < 16; index++) this.server.create(index * 37)
    this.harness = new Harness(this.server)
    this.observers = LISTS.map((params) => this.harness.showList(params))
    for (const [index, params] of LISTS.entries()) {
      this.harness.live.cache.keeper(productKeys.list(params)).isBusy = () => this.pointed.has(index)
    }
  }

  async run(operation: Operation): Promise<void> {
    const { live, requests } = this.harness
    switch (operation.do) {
      case 'create':
      case 'update':
      case 'remove':
      case 'bulk':
      case 'restore':
        this.server[operation.do](operation.dice)
        break
      case 'burst':
        this.server.burst(operation.dice, operation.size)
        break
      case 'prune':
        this.server.prune()
        break
      case 'ownUpdate':
        this.write(this.server.update(operation.dice), false)
        break
      case 'ownRemove':
        this.write(this.server.remove(operation.dice), true)
        break
      case 'landAnswer':
        this.landAnswer()
        break
      case 'pause':
      case 'resume':
        live[operation.do]()
        break
      case 'hide':
        this.setVisible(document.visibilityState !== 'visible')
        break
      case 'photograph':
        for (const request of requests) request.photograph()
        break
      case 'land':
        requests.splice(operation.which % Math.max(1, requests.length), 1)[0]?.land()
        break
      case 'more':
        this.observers[operation.which % LISTS.length]?.fetchNextPage().catch(() => undefined)
        break
      case 'back':
        this.observers[operation.which % LISTS.length]?.fetchPreviousPage().catch(() => undefined)
        break
      case 'jump':
        this.jump(LISTS[operation.which % LISTS.length] as ListParams, operation.dice)
        break
      case 'look':
        this.look(LISTS[operation.which % LISTS.length] as ListParams, operation.dice)
        break
      case 'show':
        live.cache.show(productKeys.list(LISTS[operation.which % LISTS.length] as ListParams))
        break
      case 'point':
        this.point(operation.which % LISTS.length)
        break
      case 'showDetail':
        for (const id of DETAILS) this.harness.showDetail(id)
        break
      case 'wait':
        await vi.advanceTimersByTimeAsync(operation.milliseconds)
        break
      case 'cut':
        this.cut()
        break
      case 'deliver':
        for (let index = 0; index < operation.count; index++) this.deliver(operation.fault)
    }
    await vi.advanceTimersByTimeAsync(0)
    this.followSockets()
  }

  /**
   * The network is well again and nobody holds anything back; then a minute passes, long enough for a heartbeat,
   * which is what tells of events that were lost without a trace.
   */
  async heal(milliseconds = 60_000): Promise<void> {
    this.pointed.clear()
    this.setVisible(true)
    this.harness.live.resume()
    this.harness.live.cache.reconsider()
    for (let passed = 0; passed < milliseconds; passed += 150) {
      await vi.advanceTimersByTimeAsync(150)
      this.followSockets()
      while (this.answers.length > 0) this.landAnswer()
      while (this.wire.length > 0) this.deliver('none')
      for (const request of this.harness.requests.splice(0)) request.land()
    }
    await vi.advanceTimersByTimeAsync(0)
  }

  prove(): void {
    for (const params of LISTS) {
      this.proveWindow(params)
    }
    for (const id of DETAILS) {
      const query = this.harness.queryClient.getQueryState<Detail>(productKeys.detail(id))
      const detail = query?.data
      const row = this.server.rows.get(id)
      if (detail && row) {
        expect(detail).toMatchObject({ row, etag: `"v${row.version}"` })
        expect(this.harness.live.changes.getDeparture(id)).toBeUndefined()
      }
      // Gone: the feed said by whom, or the product was asked for again and not found.
      if (detail && !row && query.status !== 'error') {
        expect(this.harness.live.changes.getDeparture(id)).toBeDefined()
      }
    }
  }

  /** What is loaded is one piece of the list, and each end of it leads on to the next piece, or is the list's own. */
  private proveWindow(params: ListParams): void {
    const pages = this.harness.list(params)?.pages ?? []
    const shown = pages.flatMap((page) => page.rows)
    const truth = this.server.listed(params)
    const start = shown[0] ? truth.findIndex((row) => row.id === shown[0]?.id) : 0
    const end = start + shown.length
    expect(shown).toEqual(truth.slice(start, end))
    expect(shown.length > 0).toBe(truth.length > 0)
    const [prev, next] = [pages[0]?.prev, pages.at(-1)?.next]
    if (prev) expect(this.read(params, prev)).toEqual(truth.slice(Math.max(0, start - MODEL_PAGE), start))
    else expect([prev, start, windowStart(pages)]).toEqual([null, 0, 0])
    if (next) expect(this.read(params, next)).toEqual(truth.slice(end, end + MODEL_PAGE))
    // The rows that a cursor leads back to may be deleted. Until it is followed, there might be one.
    else
      expect([next, end, windowStart(pages)]).toEqual([null, truth.length, prev ? Math.max(1, start) : start])
    expect(pages.map((page) => page.total)).toEqual(pages.map(() => truth.length))
    expect(pages.length).toBeLessThanOrEqual(MOST_MODEL_PAGES)
    expect(pages.map((page) => page.start)).toEqual(countThrough(pages).map((page) => page.start))
  }

  private read(params: ListParams, cursor: string): Product[] {
    return this.server.page(params, { cursor, after: 0 }, this.server.position).rows
  }

  private jump(params: ListParams, dice: number): void {
    // Beyond the end as well, where rows were when the scroll bar was let go.
    const offset = dice % (this.server.listed(params).length + 2)
    void this.harness.live.cache.jump(productKeys.list(params), offset)
  }

  /** Two rows are drawn, somewhere; the rest is given up by the next refetch. */
  private look(params: ListParams, dice: number): void {
    const first = dice % (this.server.listed(params).length + 2)
    this.harness.live.cache.keeper(productKeys.list(params)).inSight = { first, last: first + 2 }
  }

  private setVisible(isVisible: boolean): void {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(isVisible ? 'visible' : 'hidden')
    document.dispatchEvent(new Event('visibilitychange'))
  }

  private point(index: number): void {
    const params = LISTS[index]
    if (!this.pointed.delete(index)) this.pointed.add(index)
    if (params) this.harness.live.cache.keeper(productKeys.list(params)).reconsider()
  }

  private write(row: Product | null, deleted: boolean): void {
    if (row) this.answers.push({ ...this.server.position, row, deleted })
  }

  private landAnswer(): void {
    const answer = this.answers.shift()
    if (!answer) return
    const { deleted, ...rest } = answer
    if (deleted) this.harness.live.acceptDelete(rest)
    else this.harness.live.acceptWrite(rest)
  }

  private cut(): void {
    this.disconnect?.()
    this.disconnect = null
    this.wire = []
    this.socket?.end(1006)
  }

  /** A socket that the client opened is greeted; one that it closed hears nothing more. */
  private followSockets(): void {
    const socket = this.harness.network.sockets.at(-1)
    if (socket && socket !== this.socket) {
      this.disconnect?.()
      this.wire = []
      this.socket = socket
      this.disconnect = this.server.connect((frame) => this.wire.push(frame))
    }
    for (const frame of socket?.sent.splice(0) ?? []) {
      if (this.disconnect) this.server.hear(frame as ClientFrame, (reply) => this.wire.push(reply))
    }
  }

  private deliver(fault: 'none' | 'duplicate' | 'lose' | 'swap'): void {
    const frame = this.wire.shift()
    if (!frame) return
    if (fault === 'lose' && isNews(frame)) return
    const next = this.wire[0]
    if (fault === 'swap' && isNews(frame) && next && isNews(next)) {
      this.wire[0] = frame
      this.socket?.say(next)
      this.wire.shift()
      this.socket?.say(frame)
    } else {
      this.socket?.say(frame)
      if (fault === 'duplicate' && isNews(frame)) this.socket?.say(frame)
    }
    this.followSockets()
  }
}

function isNews(frame: Reply): boolean {
  return frame.type === 'event' || frame.type === 'events' || frame.type === 'bulk'
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('the live client with the query cache', () => {
  it('ends with lists, totals and details equal to the server, whatever happened on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), operations, async (isSettled, script) => {
        const world = new World()
        try {
          if (isSettled) await world.heal(3000)
          for (const operation of script) await world.run(operation)
          await world.heal()
          world.prove()
        } finally {
          world.harness.dispose()
          vi.restoreAllMocks()
          vi.clearAllTimers()
        }
      }),
      { numRuns: 400, examples: counterexamples.map((script) => [false, script]) },
    )
  }, 120_000)
})
