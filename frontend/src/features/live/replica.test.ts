import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProductPage } from '@/features/products/queries'
import type { Product } from '@/features/products/types'
import { changesSince } from './memory'
import { ModelServer, type Reply } from './modelServer'
import type { EstablishedFrame } from './protocol'
import { type Effect, type Input, initialReplica, type ReplicaState, step } from './replica'
import { settleList } from './settle'
import { makeEvent, makeProduct } from './testing'

const EVERYTHING = { scope: 'all' } as const

type Operation =
  | { do: 'create' | 'update' | 'remove' | 'bulk' | 'restore' | 'ownUpdate' | 'ownRemove'; dice: number }
  | { do: 'burst'; dice: number; size: number }
  | { do: 'prune' | 'connect' | 'cut' | 'beginRead' | 'photograph' | 'land' | 'landAnswer' | 'ping' }
  | { do: 'deliver'; count: number; fault: 'none' | 'duplicate' | 'lose' | 'swap' }

const dice = fc.nat(1000)
const operations = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('create', 'update', 'remove'), dice }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('ownUpdate', 'ownRemove'), dice }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('burst'), dice, size: fc.integer({ min: 1, max: 6 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('bulk', 'bulk', 'restore'), dice }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('prune', 'cut', 'ping') }) },
    { weight: 3, arbitrary: fc.constant({ do: 'connect' }) },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constantFrom('beginRead', 'photograph', 'land', 'landAnswer') }),
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
  { minLength: 1, maxLength: 80, size: 'max' },
)

/** One client with one view, the whole table, between a model server and a network that misbehaves. */
class Client {
  readonly server = new ModelServer()
  state: ReplicaState = initialReplica
  view: { epoch: string; seq: number; rows: Map<number, Product> } | null = null
  /** Every event that was let in, to prove the order. */
  readonly applied: string[] = []
  private wantsRead = true
  private wire: Reply[] = []
  private disconnect: (() => void) | null = null
  private reads: { page: ProductPage; isDone: boolean }[] = []
  private answers: Extract<Input, { type: 'answer' }>[] = []
  private lastApplied = { epoch: '', seq: 0 }
  /** The newest version of each product that was ever to be shown, by epoch. */
  private readonly newest = new Map<string, number>()

  run(operation: Operation): void {
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
      case 'connect':
        this.connect()
        break
      case 'cut':
        this.cut()
        break
      case 'beginRead':
        this.reads.push({ page: { ...this.server.position, rows: [], total: 0, next: null }, isDone: false })
        break
      case 'photograph':
        for (const read of this.reads) this.photograph(read)
        break
      case 'land':
        this.landRead()
        break
      case 'landAnswer':
        this.landAnswer()
        break
      case 'ping':
        if (this.disconnect) this.server.hear({ type: 'ping' }, (frame) => this.wire.push(frame))
        break
      case 'deliver':
        for (let index = 0; index < operation.count; index++) this.deliver(operation.fault)
    }
  }

  /** The network is well again: everything arrives, and everything the client asks for is answered. */
  heal(): void {
    this.connect()
    for (let round = 0; round < 100; round++) {
      while (this.answers.length > 0) this.landAnswer()
      while (this.wire.length > 0) this.deliver('none')
      while (this.reads.length > 0) this.landRead()
      this.server.hear({ type: 'ping' }, (frame) => this.wire.push(frame))
      while (this.wire.length > 0) this.deliver('none')
      if (this.wantsRead) this.run({ do: 'beginRead' })
      if (this.reads.length === 0 && this.state.resumingFrom === null) return
    }
    throw new Error('The client never came to rest.')
  }

  private connect(): void {
    if (!this.disconnect) this.disconnect = this.server.connect((frame) => this.wire.push(frame))
  }

  private cut(): void {
    this.disconnect?.()
    this.disconnect = null
    this.wire = []
  }

  private write(row: Product | null, deleted: boolean): void {
    if (row) this.answers.push({ type: 'answer', ...this.server.position, row, deleted })
  }

  private deliver(fault: 'none' | 'duplicate' | 'lose' | 'swap'): void {
    const frame = this.wire.shift()
    if (!frame) return
    if (fault === 'lose' && isNews(frame)) return
    const next = this.wire[0]
    if (fault === 'swap' && isNews(frame) && next && isNews(next)) {
      this.wire[0] = frame
      this.take(next)
      return
    }
    this.take(frame)
    if (fault === 'duplicate' && isNews(frame)) this.take(frame)
  }

  private take(frame: Reply): void {
    if (frame.type === 'pong') this.input({ type: 'lagging', seq: frame.seq })
    else this.input({ type: 'frame', frame })
  }

  private photograph(read: { page: ProductPage; isDone: boolean }): void {
    // A server that was restored meanwhile would answer from the rows of now under the header of then.
    if (read.isDone || read.page.epoch !== this.server.epoch) return
    read.page.rows = this.server.listed(EVERYTHING)
    read.isDone = true
  }

  private landRead(): void {
    const read = this.reads.shift()
    if (!read) return
    this.photograph(read)
    if (!read.isDone) return
    // Like the query cache: a later fetch replaces an earlier one, never the other way round.
    if (this.view && this.view.epoch === read.page.epoch && this.view.seq > read.page.seq) return
    this.wantsRead = false
    const effects = this.input({ type: 'read', epoch: read.page.epoch, seq: read.page.seq })
    const { epoch, seq } = read.page
    const settled = settleList(undefined, { pages: [read.page], pageParams: [null] }, this.state)
    const rows = new Map(settled.pages.flatMap((page) => page.rows).map((row) => [row.id, row]))
    this.view = { epoch, seq, rows }
    if (effects.some((effect) => effect.type === 'reread')) this.wantsRead = true
    else if (epoch === this.state.epoch) this.completeRead(rows, seq)
  }

  /** Adds what was born after the page was read; then nothing in it is older than what was shown before. */
  private completeRead(rows: Map<number, Product>, seq: number): void {
    for (const { born, action, row } of changesSince(this.state.memory, seq)) {
      if (action === 'delete') expect(rows.has(row.id)).toBe(false)
      else if (born !== null && born > seq && !rows.has(row.id)) rows.set(row.id, row)
    }
    for (const row of rows.values()) {
      expect(row.version).toBeGreaterThanOrEqual(this.newest.get(`${this.state.epoch}:${row.id}`) ?? 0)
    }
  }

  private landAnswer(): void {
    const answer = this.answers.shift()
    if (answer) this.input(answer)
  }

  private input(input: Input): Effect[] {
    const { state, effects } = step(this.state, input)
    this.state = state
    for (const effect of effects) {
      if (effect.type === 'apply') {
        if (input.type === 'frame') this.prove(effect.changes)
        for (const { row } of effect.changes) {
          const key = `${this.state.epoch}:${row.id}`
          this.newest.set(key, Math.max(row.version, this.newest.get(key) ?? 0))
        }
        this.show(effect.changes)
      } else if (effect.type === 'refetch') {
        const { view } = this
        if (!view || view.epoch !== effect.epoch || view.seq < effect.before) this.wantsRead = true
      } else if (effect.type === 'resume' && this.disconnect) {
        this.server.hear(effect, (frame) => this.wire.push(frame))
      }
    }
    return effects
  }

  private prove(changes: { seq: number }[]): void {
    for (const { seq } of changes) {
      const epoch = this.state.epoch ?? ''
      if (epoch === this.lastApplied.epoch) expect(seq).toBeGreaterThan(this.lastApplied.seq)
      this.lastApplied = { epoch, seq }
      this.applied.push(`${epoch}:${seq}`)
    }
  }

  private show(changes: { seq: number; action: string; row: Product }[]): void {
    if (!this.view || this.view.epoch !== this.state.epoch) return
    const { rows, seq: readAt } = this.view
    for (const { seq, action, row } of changes) {
      const shown = rows.get(row.id)
      if (action === 'delete') {
        if (seq > readAt) rows.delete(row.id)
      } else if (shown ? shown.version < row.version : seq > readAt) rows.set(row.id, row)
    }
  }
}

/**
 * Frames that faults may hit. Those that open a socket or answer a resume mark places in its stream: events carry
 * no epoch, and no client could tell which side of a reset one belongs to if a socket did not keep order.
 */
function isNews(frame: Reply): boolean {
  return frame.type === 'event' || frame.type === 'events' || frame.type === 'bulk'
}

function byId(rows: Iterable<Product>): Product[] {
  return [...rows].sort((a, b) => a.id - b.id)
}

describe('the replica', () => {
  it('ends equal to the server, whatever happened on the way', () => {
    fc.assert(
      fc.property(operations, (script) => {
        const client = new Client()
        for (const operation of script) client.run(operation)
        client.heal()
        expect(client.state).toMatchObject({ epoch: client.server.epoch, seen: client.server.head })
        expect(byId(client.view?.rows.values() ?? [])).toEqual(byId(client.server.rows.values()))
        expect(new Set(client.applied).size).toBe(client.applied.length)
      }),
      { numRuns: 3000 },
    )
  })
})

const a1 = makeProduct(1)
const frame = (seq: number, row = a1) => ({ type: 'event', ...makeEvent(seq, row) }) as const

const greeting = (seq: number): EstablishedFrame => ({
  type: 'connection_established',
  epoch: 'epoch-1',
  seq,
  floor: 1,
  heartbeat: 25,
  token_expires: 1,
  user: { id: 3, username: 'me' },
})

function afterGreeting(seq: number): ReplicaState {
  return step(initialReplica, { type: 'frame', frame: greeting(seq) }).state
}

describe('what is known already', () => {
  it('is dropped without a word', () => {
    const state = afterGreeting(5)
    expect(step(state, { type: 'frame', frame: frame(5) })).toEqual({ state, effects: [] })
    const bulk = { type: 'bulk', seq: 5, prev: 4, count: 1000 } as const
    expect(step(state, { type: 'frame', frame: bulk })).toEqual({ state, effects: [] })
  })
})

describe('a greeting', () => {
  it('of another epoch starts over, whatever its head', () => {
    const other = { ...greeting(5), epoch: 'epoch-2' }
    const { state, effects } = step(afterGreeting(5), { type: 'frame', frame: other })
    expect(state).toMatchObject({ epoch: 'epoch-2', seen: 5 })
    expect(effects).toEqual([{ type: 'refetch', epoch: 'epoch-2', before: 5 }])
  })

  it('ends a resume that was asked on the socket before', () => {
    const { state } = step(afterGreeting(5), { type: 'frame', frame: frame(7) })
    const again = step(state, { type: 'frame', frame: greeting(7) })
    expect(again.effects).toEqual([{ type: 'resume', epoch: 'epoch-1', seq: 5 }])
    expect(step(state, { type: 'frame', frame: greeting(5) }).state.resumingFrom).toBeNull()
  })

  it('behind what was seen lets the server judge', () => {
    const { effects } = step(afterGreeting(5), { type: 'frame', frame: greeting(3) })
    expect(effects).toEqual([{ type: 'resume', epoch: 'epoch-1', seq: 5 }])
  })
})

describe('a gap', () => {
  it('before a bulk change is a gap too', () => {
    const bulk = { type: 'bulk', seq: 8, prev: 7, count: 1000 } as const
    const { state, effects } = step(afterGreeting(5), { type: 'frame', frame: bulk })
    expect(effects).toEqual([{ type: 'resume', epoch: 'epoch-1', seq: 5 }])
    expect(state.seen).toBe(5)
  })

  it('asks for a resume once, and drops what comes early', () => {
    const gap = step(afterGreeting(5), { type: 'frame', frame: frame(7) })
    expect(gap.effects).toEqual([{ type: 'resume', epoch: 'epoch-1', seq: 5 }])
    const early = step(gap.state, { type: 'frame', frame: frame(8) })
    expect(early.effects).toEqual([])
    expect(early.state.seen).toBe(5)
  })

  it('inside a batch lets in what comes before it', () => {
    const items = [makeEvent(6, a1), makeEvent(8, a1)]
    const { state, effects } = step(afterGreeting(5), {
      type: 'frame',
      frame: { type: 'events', prev: 5, seq: 8, items },
    })
    expect(effects.map(({ type }) => type)).toEqual(['apply', 'resume'])
    expect(state.seen).toBe(6)
  })

  it('that the replay does not close is closed by fetching', () => {
    const { state } = step(afterGreeting(5), { type: 'frame', frame: frame(7) })
    const resumed = step(state, { type: 'frame', frame: { type: 'resumed', from: 5, to: 7 } })
    expect(resumed.effects).toEqual([{ type: 'refetch', epoch: 'epoch-1', before: 7 }])
    expect(resumed.state.seen).toBe(7)
  })
})

describe('a page', () => {
  it('older than what is remembered is read again', () => {
    const { effects } = step(afterGreeting(5), { type: 'read', epoch: 'epoch-1', seq: 4 })
    expect(effects).toEqual([{ type: 'reread' }])
  })

  it('read before the first greeting makes the feed start there', () => {
    let { state } = step(initialReplica, { type: 'read', epoch: 'epoch-1', seq: 9 })
    state = step(state, { type: 'read', epoch: 'epoch-1', seq: 4 }).state
    const greeted = step(state, { type: 'frame', frame: greeting(9) })
    expect(greeted.effects).toEqual([{ type: 'resume', epoch: 'epoch-1', seq: 4 }])
  })

  it('of another epoch asks the feed which one is over', () => {
    const { state, effects } = step(afterGreeting(5), { type: 'read', epoch: 'epoch-2', seq: 1 })
    expect(effects).toEqual([{ type: 'resume', epoch: 'epoch-1', seq: 5 }])
    const confirmed = step(state, { type: 'frame', frame: { type: 'resumed', from: 5, to: 5 } })
    expect(confirmed.effects).toEqual([{ type: 'refetch', epoch: 'epoch-1', before: 0 }])
  })

  it('says nothing when the server hides its headers', () => {
    const state = afterGreeting(5)
    expect(step(state, { type: 'read', epoch: '', seq: 0 })).toEqual({ state, effects: [] })
  })
})

describe('the answer of an own write', () => {
  it('shows at once, and its event changes nothing in the count', () => {
    const row = { ...a1, version: 2 }
    const answered = step(afterGreeting(5), { type: 'answer', epoch: 'epoch-1', seq: 6, row, deleted: false })
    expect(answered.effects).toMatchObject([{ type: 'apply', changes: [{ seq: 6, row }] }])
    expect(answered.state.seen).toBe(5)
    expect(step(answered.state, { type: 'frame', frame: frame(6, row) }).state.seen).toBe(6)
  })

  it('does not bring back what was deleted after it', () => {
    const gone = { type: 'event', ...makeEvent(7, a1, 'delete') } as const
    let { state } = step(afterGreeting(5), { type: 'frame', frame: frame(6, { ...a1, version: 2 }) })
    state = step(state, { type: 'frame', frame: gone }).state
    const late = step(state, { type: 'answer', epoch: 'epoch-1', seq: 6, row: a1, deleted: false })
    expect(late.effects).toEqual([])
  })
})
