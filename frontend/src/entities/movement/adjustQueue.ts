import type { FeedMovement, Product } from '@/entities/product/types'
import { newIdempotencyKey } from '@/lib/api/idempotencyKey'
import type { LiveClient } from '@/sync/client'
import { getQuickReason } from './quickReasons'
import { isUncertain, postAdjustment, type RecordedAt } from './requests'
import type { ChosenReason } from './types'

/** Taps no further apart than this are one movement. */
export const COALESCE_MS = 600
/** Waits before the same request is sent again when no answer came. */
const RETRY_MS = [500, 1500, 4000]
/** How long a recorded movement is remembered: until every row on the screen has been drawn with it in. */
const SETTLED_MS = 5000

/** Taps on one product that are, or will be, one movement. */
export interface Batch {
  product: Product
  delta: number
  reason: ChosenReason
  key: string
  state: 'open' | 'sent' | 'recorded'
  /** The version of the product that contains the movement, as far as is known: rows of it need no correction. */
  version: number | null
  /** The movement that was recorded, once the server has answered. */
  movementId: number | null
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
 *
 * Sending ends with an answer, or with telling the person that none came. An event never ends it: one that looks like
 * the taps can be the same person's movement on another device.
 */
export class AdjustQueue {
  private readonly batches = new Map<number, Batch[]>()
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>()
  private readonly listeners = new Map<number, Set<() => void>>()
  private readonly live: LiveClient
  private readonly reporter: AdjustReporter
  private readonly sending = new Set<Promise<void>>()
  /** Retries, and recorded movements that are still remembered. */
  private readonly waits = new Set<ReturnType<typeof setTimeout>>()
  private readonly unfollow: () => void
  /** It has ended, and says no more. */
  isDisposed = false

  constructor(live: LiveClient, reporter: AdjustReporter) {
    this.live = live
    this.reporter = reporter
    // A page that is hidden may never run again.
    document.addEventListener('visibilitychange', this.flushHidden)
    window.addEventListener('pagehide', this.flushAll)
    this.unfollow = live.follow((changes) => {
      for (const change of changes ?? []) this.recognise(change.row, change.extras?.movement ?? null)
    })
  }

  /** Ends with the session: whoever signs in next sends nothing of this person's, and is told nothing of it. */
  dispose(): void {
    this.isDisposed = true
    this.unfollow()
    document.removeEventListener('visibilitychange', this.flushHidden)
    window.removeEventListener('pagehide', this.flushAll)
    for (const timer of [...this.timers.values(), ...this.waits]) clearTimeout(timer)
    this.timers.clear()
    this.waits.clear()
    this.batches.clear()
  }

  /** One press of − or +. Ignored when it would go below nothing. */
  tap(product: Product, step: 1 | -1): void {
    if (this.isDisposed || product.quantity + this.pendingOn(product) + step < 0) return
    const { id } = product
    const reason = getQuickReason(step > 0 ? 'add' : 'remove')
    let batch = this.open(id)
    // A movement has one reason. But a tap the other way takes back one too many, whatever the reason of that.
    if (batch && batch.reason !== reason && batch.delta * step >= 0) {
      if (batch.delta === 0) batch.reason = reason
      else {
        this.flush(id)
        batch = undefined
      }
    }
    if (batch) batch.delta += step
    else
      this.of(id).push({
        product,
        delta: step,
        reason,
        key: '',
        state: 'open',
        version: null,
        movementId: null,
      })
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
      this.drop(batch)
      return
    }
    batch.state = 'sent'
    batch.key = newIdempotencyKey()
    this.send(batch)
  }

  /**
   * Sends all that was tapped now; the requests outlive the page. Resolves when nothing is on its way any more, be it
   * answered or given up. To be called before signing out, while the token is still good; then `dispose`.
   */
  readonly flushAll = async (): Promise<void> => {
    for (const id of [...this.timers.keys()]) this.flush(id)
    await Promise.all(this.sending)
  }

  subscribe(id: number, listener: () => void): () => void {
    const listeners = this.listeners.get(id) ?? new Set()
    this.listeners.set(id, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.listeners.get(id) === listeners) this.listeners.delete(id)
    }
  }

  private send(batch: Batch): void {
    const sending = this.deliver(batch).finally(() => this.sending.delete(sending))
    this.sending.add(sending)
  }

  private async deliver(batch: Batch): Promise<void> {
    try {
      const answer = await this.ask(batch)
      if (this.isDisposed) return
      this.settle(batch, answer)
      this.live.acceptWrite({ row: answer.product, epoch: answer.epoch, seq: answer.seq })
      this.reporter.recorded(answer)
    } catch (error) {
      if (this.isDisposed) return
      this.drop(batch)
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
        if (wait === null || this.isDisposed || !isUncertain(error)) throw error
        await new Promise<void>((resolve) => this.later(wait, resolve))
      }
    }
    throw new Error('unreachable')
  }

  private sendAgain(batch: Batch): void {
    if (this.isDisposed) return
    this.of(batch.product.id).push(batch)
    this.notify(batch.product.id)
    this.send(batch)
  }

  /**
   * The event of an own movement is often quicker than its answer: the row contains it, and needs no correction. That
   * it is this one is likely, not certain; the answer has the last word.
   */
  private recognise(row: Product, movement: FeedMovement | null): void {
    if (!movement || movement.actor === null || movement.actor !== this.live.username()) return
    const batches = this.batches.get(row.id) ?? []
    if (batches.some(({ movementId }) => movementId === movement.id)) return
    const batch = batches.find(
      ({ state, version, delta, reason }) =>
        state === 'sent' && version === null && delta === movement.delta && reason === movement.reason,
    )
    if (!batch) return
    batch.version = row.version
    this.notify(row.id)
  }

  private settle(batch: Batch, { movement, product }: RecordedAt): void {
    batch.state = 'recorded'
    batch.version = product.version
    batch.movementId = movement.id
    this.later(SETTLED_MS, () => this.drop(batch))
    this.notify(product.id)
  }

  private later(milliseconds: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.waits.delete(timer)
      run()
    }, milliseconds)
    this.waits.add(timer)
  }

  private readonly flushHidden = (): void => {
    if (document.visibilityState === 'hidden') void this.flushAll()
  }

  private drop(batch: Batch): void {
    const { id } = batch.product
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
