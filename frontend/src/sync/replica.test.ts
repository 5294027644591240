import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Product } from '@/entities/product/types'
import { makeEvent, makeProduct } from '@/testing/feed'
import { type Operation, ReplicaWorld } from '@/testing/replicaWorld'
import type { EstablishedFrame } from './protocol'
import { initialReplica, type ReplicaState, step } from './replica'

const dice = fc.nat(1000)
const operations = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('create', 'update', 'remove'), dice }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('ownUpdate', 'ownRemove', 'ownNothing'), dice }),
    },
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

function byId(rows: Iterable<Product>): Product[] {
  return [...rows].sort((a, b) => a.id - b.id)
}

describe('the replica', () => {
  it('ends equal to the server, whatever happened on the way', () => {
    fc.assert(
      fc.property(operations, (script) => {
        const client = new ReplicaWorld()
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

  it('that changed nothing does not hide a delete by claiming the head', () => {
    const gone = { type: 'event', ...makeEvent(6, a1, 'delete') } as const
    const { state } = step(afterGreeting(5), { type: 'frame', frame: gone })
    const answer = { type: 'answer', epoch: 'epoch-1', seq: 9, row: a1, deleted: false } as const
    expect(step(state, answer)).toEqual({ state, effects: [] })
  })

  it('does not take away a product that was made again since', () => {
    const events = [makeEvent(6, a1, 'delete'), makeEvent(7, a1, 'create')]
    const { state } = step(afterGreeting(5), {
      type: 'frame',
      frame: { type: 'events', prev: 5, seq: 7, items: events },
    })
    const late = step(state, { type: 'answer', epoch: 'epoch-1', seq: 6, row: a1, deleted: true })
    expect(late.effects).toEqual([])
  })

  it('does not bring back what was deleted after it', () => {
    const gone = { type: 'event', ...makeEvent(7, a1, 'delete') } as const
    let { state } = step(afterGreeting(5), { type: 'frame', frame: frame(6, { ...a1, version: 2 }) })
    state = step(state, { type: 'frame', frame: gone }).state
    const late = step(state, { type: 'answer', epoch: 'epoch-1', seq: 6, row: a1, deleted: false })
    expect(late.effects).toEqual([])
  })
})
