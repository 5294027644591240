import type { LiveClient } from '@/features/live/client'
import type { Product } from '@/features/products/types'
import { getQuickReason } from './quickReasons'
import { isUncertain, newIdempotencyKey, postAdjustment, type RecordedAt } from './requests'
import type { Reason } from './types'

/** Taps no further apart than this are one movement. */
export const COALESCE_MS = 600
/** Waits before the same request is sent again when no answer came. */
export const RETRY_MS = [500, 1500, 4000]
/** How long a recorded movement is remembered: until every row on the screen has been drawn with it in. */
const SETTLED_MS = 5000

/** Taps on one product that are, or will be, one movement. */
export interface Batch {
  product: Product
  delta: number
  reason: Reason
  key: string
  state: 'open' | 'sent' | 'recorded'
  /** The version of the product that contains the movement, once known: rows of it need no correction. */
  version: number | null
}

/** Told how a batch ended. */
export interface AdjustReporter {
  recorded(answer: RecordedAt): void
  refused(batch: Batch, error: unknown): void
  /** No answer came, however often it was asked. `again` sends the same request once more. */
  unconfirmed(batch: Batch, again: () => void): void
}

/**
 * The − and + of the lists. Taps show at once and go out together a little later; a row shows its own quantity plus
 * what it does not contain yet. That is decided by version, so it does not matter in which order the answer, the
 * event and a refetch arrive, and a change that somebody else makes meanwhile is simply added to.
 */
export class AdjustQueue {
  private readonly batches = new Map<number, Batch[]>()
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>()
  private readonly listeners = new Map<number, Set<() => void>>()
  private readonly live: LiveClient
  private readonly reporter: AdjustReporter

  constructor(live: LiveClient, reporter: AdjustReporter) {
    this.live = live
    this.reporter = reporter
    // A page that is hidden may never run again.
    const flushHidden = () => document.visibilityState === 'hidden' && this.flushAll()
    document.addEventListener('visibilitychange', flushHidden)
    window.addEventListener('pagehide', () => this.flushAll())
    live.follow((changes) => {
      for (const change of changes ?? []) this.recognise(change.row, change.movement)
    })
  }

  /** One press of − or +. Ignored when it would go below nothing. */
  tap(product: Product, step: 1 | -1): void {
    if (product.quantity + this.pendingOn(product) + step < 0) return
    const { id } = product
    const reason = getQuickReason(step > 0 ? 'add' : 'remove')
    let batch = this.open(id)
    // A movement has one reason.
    if (batch && batch.reason !== reason) {
      this.flush(id)
      batch = undefined
    }
    if (batch) batch.delta += step
    else this.of(id).push({ product, delta: step, reason, key: '', state: 'open', version: null })
    this.arm(id)
    this.notify(id)
  }

  /** What is to be added to the quantity of this row. */
  pendingOn({ id, version }: Pick<Product, 'id' | 'version'>): number {
    let pending = 0
    for (const batch of this.batches.get(id) ?? []) {
      if (batch.version === null || version < batch.version) pending += batch.delta
    }
    return pending
  }

  /** Sends what was tapped on a product now. */
  flush(id: number): void {
    clearTimeout(this.timers.get(id))
    this.timers.delete(id)
    const batch = this.open(id)
    if (!batch) return
    if (batch.delta === 0) {
      this.drop(id, batch)
      return
    }
    batch.state = 'sent'
    batch.key = newIdempotencyKey()
    void this.send(batch)
  }

  flushAll(): void {
    for (const id of [...this.timers.keys()]) this.flush(id)
  }

  subscribe(id: number, listener: () => void): () => void {
    const listeners = this.listeners.get(id) ?? new Set()
    this.listeners.set(id, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.listeners.get(id) === listeners) this.listeners.delete(id)
    }
  }

  private async send(batch: Batch): Promise<void> {
    const { id } = batch.product
    try {
      const answer = await this.ask(batch)
      this.settle(batch, answer.product.version)
      this.live.acceptWrite({ row: answer.product, epoch: answer.epoch, seq: answer.seq })
      this.reporter.recorded(answer)
    } catch (error) {
      // The event of a write whose answer was lost has told that it counted.
      if (batch.state === 'recorded' && isUncertain(error)) return
      this.drop(id, batch)
      if (isUncertain(error)) this.reporter.unconfirmed(batch, () => this.sendAgain(batch))
      else this.reporter.refused(batch, error)
    }
  }

  private async ask(batch: Batch): Promise<RecordedAt> {
    const { product, delta, reason, key } = batch
    for (const wait of [...RETRY_MS, null]) {
      try {
        return await postAdjustment(product.id, { delta, reason }, key)
      } catch (error) {
        if (wait === null || !isUncertain(error)) throw error
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
    throw new Error('unreachable')
  }

  private sendAgain(batch: Batch): void {
    batch.state = 'sent'
    this.of(batch.product.id).push(batch)
    this.notify(batch.product.id)
    void this.send(batch)
  }

  /** The event of an own movement is often quicker than its answer. */
  private recognise(row: Product, movement: { delta: number; actor: string | null } | null): void {
    if (!movement || movement.actor === null || movement.actor !== this.live.username()) return
    const batch = this.batches
      .get(row.id)
      ?.find(({ state, version, delta }) => state === 'sent' && version === null && delta === movement.delta)
    if (batch) this.settle(batch, row.version)
  }

  private settle(batch: Batch, version: number): void {
    if (batch.state === 'recorded' && batch.version === version) return
    batch.state = 'recorded'
    batch.version = version
    const { id } = batch.product
    setTimeout(() => this.drop(id, batch), SETTLED_MS)
    this.notify(id)
  }

  private drop(id: number, batch: Batch): void {
    const rest = this.of(id).filter((other) => other !== batch)
    if (rest.length > 0) this.batches.set(id, rest)
    else this.batches.delete(id)
    this.notify(id)
  }

  private arm(id: number): void {
    clearTimeout(this.timers.get(id))
    this.timers.set(
      id,
      setTimeout(() => this.flush(id), COALESCE_MS),
    )
  }

  private open(id: number): Batch | undefined {
    return this.batches.get(id)?.find(({ state }) => state === 'open')
  }

  private of(id: number): Batch[] {
    const batches = this.batches.get(id) ?? []
    this.batches.set(id, batches)
    return batches
  }

  private notify(id: number): void {
    for (const listener of this.listeners.get(id) ?? []) listener()
  }
}
