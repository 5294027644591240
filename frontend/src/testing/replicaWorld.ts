import { expect } from 'vitest'
import type { Product } from '@/entities/product/types'
import type { Page } from '@/sync/listWindow'
import { changesSince } from '@/sync/memory'
import { type Effect, type Input, initialReplica, type ReplicaState, step } from '@/sync/replica'
import { settleList } from '@/sync/settle'
import { ModelServer, type Reply } from './modelServer'

const EVERYTHING = { scope: 'all' } as const
const NOTHING = { rows: [], total: 0, start: 0, next: null, prev: null }

/** What can happen between the replica and the server in its property test. */
export type Operation =
  | { do: 'create' | 'update' | 'remove' | 'bulk' | 'restore'; dice: number }
  | { do: 'ownUpdate' | 'ownRemove' | 'ownNothing'; dice: number }
  | { do: 'burst'; dice: number; size: number }
  | { do: 'prune' | 'connect' | 'cut' | 'beginRead' | 'photograph' | 'land' | 'landAnswer' | 'ping' }
  | { do: 'deliver'; count: number; fault: 'none' | 'duplicate' | 'lose' | 'swap' }

/** One client with one view, the whole table, between a model server and a network that misbehaves. */
export class ReplicaWorld {
  readonly server = new ModelServer()
  state: ReplicaState = initialReplica
  view: { epoch: string; seq: number; rows: Map<number, Product> } | null = null
  /** Every event that was let in, to prove the order. */
  readonly applied: string[] = []
  private wantsRead = true
  private wire: Reply[] = []
  private disconnect: (() => void) | null = null
  private reads: { page: Page; isDone: boolean }[] = []
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
      case 'ownNothing':
        this.writeNothing(operation.dice)
        break
      case 'connect':
        this.connect()
        break
      case 'cut':
        this.cut()
        break
      case 'beginRead':
        this.reads.push({ page: { ...this.server.position, ...NOTHING }, isDone: false })
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

  /** A write that changes nothing has no event: its answer carries the head, read after the row. */
  private writeNothing(dice: number): void {
    const rows = [...this.server.rows.values()]
    const row = rows[dice % Math.max(1, rows.length)]
    const { epoch, head: atRead } = this.server
    if (!row) return
    // An answer of this epoch was given before the next one began, and at the earliest when its row was read.
    const head = () => (this.server.epoch === epoch ? this.server.head : atRead)
    this.answers.push({
      type: 'answer',
      epoch,
      row,
      deleted: false,
      get seq() {
        return head()
      },
    })
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

  private photograph(read: { page: Page; isDone: boolean }): void {
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
      } else if (shown ? shown.version < row.version : action === 'create' && seq > readAt) {
        rows.set(row.id, row)
      }
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
