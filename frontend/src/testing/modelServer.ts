import type { ListParams } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { type Page, type PagePlace, startAt } from '@/sync/listWindow'
import type { ClientFrame, FeedEvent, FeedFrame, PongFrame } from '@/sync/protocol'
import { makeEvent, makeProduct } from './feed'

/*
 * The server of the property tests: products, a commit-ordered log with floor and epochs, resumes, and lists with
 * keyset pages. Written from docs/protocol.md, not from the client.
 */

type Entry = { event: FeedEvent } | { bulk: { seq: number; prev: number; count: number } }

export type Reply = FeedFrame | PongFrame

const CATEGORIES = ['books', 'home', 'other'] as const
export const MODEL_PAGE = 3
/** More events than this are not replayed. */
const MOST_REPLAYED = 25

export class ModelServer {
  epoch = 'epoch-1'
  head = 0
  floor = 1
  readonly rows = new Map<number, Product>()
  private log: Entry[] = []
  private nextId = 1
  private epochs = 1
  private feeds = new Set<(frame: Reply) => void>()

  /** Sends every new frame to `feed` until the returned function is called; greets first. */
  connect(feed: (frame: Reply) => void): () => void {
    this.feeds.add(feed)
    feed({
      type: 'connection_established',
      epoch: this.epoch,
      seq: this.head,
      floor: this.floor,
      heartbeat: 25,
      token_expires: Math.floor(Date.now() / 1000) + 3600,
      user: { id: 3, username: 'me' },
    })
    return () => this.feeds.delete(feed)
  }

  hear(frame: ClientFrame, feed: (frame: Reply) => void): void {
    if (frame.type === 'ping') feed({ type: 'pong', seq: this.head })
    if (frame.type !== 'resume') return
    const missed = this.log.filter((entry) => seqOf(entry) > frame.seq)
    const reason = this.whyNot(frame.epoch, frame.seq, missed.length)
    if (reason) {
      feed({ type: 'reset', reason, epoch: this.epoch, seq: this.head })
    } else {
      for (const reply of this.framesFor(missed)) feed(reply)
      feed({ type: 'resumed', from: frame.seq, to: this.head })
    }
  }

  create(dice: number): Product {
    const row = makeProduct(this.nextId++, { ...fieldsFrom(dice), version: 1 })
    this.rows.set(row.id, row)
    this.commit([makeEvent(++this.head, row, 'create')])
    return row
  }

  update(dice: number): Product | null {
    const before = this.pick(dice)
    if (!before) return null
    const row = changed(before, dice)
    this.rows.set(row.id, row)
    this.commit([makeEvent(++this.head, row, 'update')])
    return row
  }

  remove(dice: number): Product | null {
    const row = this.pick(dice)
    if (!row) return null
    this.rows.delete(row.id)
    this.commit([makeEvent(++this.head, row, 'delete')])
    return row
  }

  /** One transaction with several events, which reach the sockets as one frame. */
  burst(dice: number, size: number): void {
    const events: FeedEvent[] = []
    for (let index = 0; index < size; index++) {
      const before = this.pick(dice + index)
      if (!before) continue
      const row = changed(before, dice + index * 7)
      this.rows.set(row.id, row)
      events.push(makeEvent(++this.head, row, 'update'))
    }
    this.commit(events)
  }

  /** Too many changes to name, some of them births and deaths. */
  bulk(dice: number): void {
    for (const row of [...this.rows.values()]) {
      if ((row.id + dice) % 4 === 0) this.rows.delete(row.id)
      else this.rows.set(row.id, changed(row, dice + row.id))
    }
    const born = makeProduct(this.nextId++, fieldsFrom(dice))
    this.rows.set(born.id, born)
    const bulk = { seq: ++this.head, prev: this.head - 1, count: 1000 }
    this.log.push({ bulk })
    for (const feed of this.feeds) feed({ type: 'bulk', ...bulk })
  }

  /** A backup is put back: rows of another time, some of them deleted since, with lower versions, and a new epoch. */
  restore(dice: number): void {
    const deleted = this.log.flatMap((entry) =>
      'event' in entry && entry.event.action === 'delete' ? [entry.event.data as Product] : [],
    )
    for (const row of [...this.rows.values(), ...deleted]) {
      if ((row.id + dice) % 5 === 0) this.rows.delete(row.id)
      else this.rows.set(row.id, { ...changed(row, dice), version: 1 })
    }
    this.epoch = `epoch-${++this.epochs}`
    this.head = dice % 10
    this.floor = this.head + 1
    this.log = []
    for (const feed of this.feeds) {
      feed({ type: 'reset', reason: 'epoch', epoch: this.epoch, seq: this.head })
    }
  }

  prune(): void {
    this.floor = Math.max(this.floor, this.head - 3)
    this.log = this.log.filter((entry) => seqOf(entry) >= this.floor)
  }

  /** All that belongs to a list, in its order. */
  listed(params: ListParams): Product[] {
    const rows = [...this.rows.values()].filter(
      (row) =>
        (!params.category?.length || params.category.includes(row.category)) &&
        (params.low_stock === undefined || row.is_low_stock === params.low_stock),
    )
    return rows.sort((a, b) => standing(a, b, params))
  }

  /**
   * The page at `place`, claiming to be as of `seq`, its rows made anew as every answer's are. A cursor is the row at the
   * edge of the page it was given with.
   */
  page(params: ListParams, place: PagePlace, as: { epoch: string; seq: number }): Page {
    const all = this.listed(params)
    const total = all.length
    const edge = edgeOf(place, all)
    if (place && 'offset' in place && !edge)
      return { rows: [], start: place.offset, total, ...as, next: null, prev: null }
    const isBackwards = edge?.isBackwards ?? false
    const beyond = !edge
      ? all
      : isBackwards
        ? rowsBefore(all, edge.row, params)
        : rowsAfter(all, edge.row, params)
    const rows = isBackwards ? beyond.slice(-MODEL_PAGE) : beyond.slice(0, MODEL_PAGE)
    const isMore = beyond.length > rows.length
    const [first] = rows
    const last = rows.at(-1)
    const hasNext = isBackwards || isMore
    const hasPrevious = isBackwards ? isMore : edge !== null
    return {
      rows: sent(rows),
      start: startAt(place, rows.length),
      total,
      ...as,
      next: last && hasNext ? cursorAt({ row: last, isBackwards: false }) : null,
      prev: first && hasPrevious ? cursorAt({ row: first, isBackwards: true }) : null,
    }
  }

  get position(): { epoch: string; seq: number } {
    return { epoch: this.epoch, seq: this.head }
  }

  private whyNot(epoch: string, seq: number, missed: number): string | null {
    if (epoch !== this.epoch) return 'epoch'
    if (seq < this.floor - 1) return 'floor'
    return seq > this.head || missed > MOST_REPLAYED ? 'too_far' : null
  }

  private pick(dice: number): Product | undefined {
    const rows = [...this.rows.values()]
    return rows[dice % Math.max(1, rows.length)]
  }

  private commit(events: FeedEvent[]): void {
    const entries = events.map((event) => ({ event }))
    this.log.push(...entries)
    for (const frame of this.framesFor(entries)) for (const feed of this.feeds) feed(frame)
  }

  private framesFor(entries: Entry[]): FeedFrame[] {
    const frames: FeedFrame[] = []
    let run: FeedEvent[] = []
    const flush = () => {
      const [first] = run
      const last = run.at(-1)
      if (first && last && run.length === 1) frames.push({ type: 'event', ...first })
      else if (first && last) frames.push({ type: 'events', prev: first.prev, seq: last.seq, items: run })
      run = []
    }
    for (const entry of entries) {
      if ('event' in entry) run.push(entry.event)
      else {
        flush()
        frames.push({ type: 'bulk', ...entry.bulk })
      }
    }
    flush()
    return frames
  }
}

function fieldsFrom(dice: number): Partial<Product> {
  const quantity = dice % 7
  return {
    quantity,
    is_low_stock: quantity < 3,
    category: CATEGORIES[dice % CATEGORIES.length],
    name: `Name ${dice % 11}`,
    more_pictures: picturesFrom(dice),
  }
}

function picturesFrom(dice: number): Product['more_pictures'] {
  return Array.from({ length: dice % 3 }, (_, index) => ({
    id: `picture-${index}`,
    image: `/media/${index}.webp`,
    thumbnail: null,
  }))
}

function changed(row: Product, dice: number): Product {
  return { ...row, ...fieldsFrom(dice), version: row.version + 1 }
}

interface Edge {
  row: Product
  isBackwards: boolean
}

function cursorAt(edge: Edge): string {
  return JSON.stringify(edge)
}

/** The row that the page lies after, or before; null for the top of the list, and for an offset beyond its end. */
function edgeOf(place: PagePlace, all: Product[]): Edge | null {
  if (place === null) return null
  if ('cursor' in place) return JSON.parse(place.cursor) as Edge
  const row = all[place.offset - 1]
  return row ? { row, isBackwards: false } : null
}

function rowsAfter(all: Product[], last: Product, params: ListParams): Product[] {
  return all.filter((row) => standing(row, last, params) > 0)
}

/** As JSON brings it: objects of their own. */
export function sent<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value))
}

function rowsBefore(all: Product[], first: Product, params: ListParams): Product[] {
  return all.filter((row) => standing(row, first, params) < 0)
}

/** Where `row` stands to what `edge` was when it was read: by its keys, whatever has become of it. */
function standing(row: Product, edge: Product, params: ListParams): number {
  const ordering = params.ordering ?? '-created_at'
  const sign = ordering.startsWith('-') ? -1 : 1
  const field = ordering.replace('-', '') as 'created_at' | 'quantity' | 'name'
  return sign * (compare(row[field], edge[field]) || row.id - edge.id)
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function seqOf(entry: Entry): number {
  return 'event' in entry ? entry.event.seq : entry.bulk.seq
}
