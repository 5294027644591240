import { createStore } from '@/lib/store'
import type { LiveClient } from './client'
import { hearPeople, isSeen, keepSaying, perClient, withoutSelf } from './keepSaying'
import type { Person, PresenceMode } from './protocol'

/** How soon after one product another is announced: a key that is held down opens thirty a second. */
export const MOVE_MS = 250

interface Place {
  product: number
  mode: PresenceMode
}

const NOBODY: readonly Person[] = []
export const presenceOf = perClient((client) => new PresenceStore(client))

/** Announces where this screen is, for as long as it is seen, and knows who else is there. */
class PresenceStore {
  private readonly client: LiveClient
  private readonly places = new Set<Place>()
  private announced: Place | null = null
  private readonly people = createStore(NOBODY)
  readonly subscribe = this.people.subscribe
  private timer: ReturnType<typeof setTimeout> | undefined
  private movedAt = Number.NEGATIVE_INFINITY
  private detach: (() => void) | null = null

  constructor(client: LiveClient) {
    this.client = client
  }

  /**
   * Says that this screen shows `product`, until the returned function is called. Of several that do, one that edits
   * counts; where they show different products, the one that came last.
   */
  enter(product: number, mode: PresenceMode): () => void {
    const place = { product, mode }
    this.places.add(place)
    this.settle()
    return () => {
      this.places.delete(place)
      this.settle()
    }
  }

  /** Other people at this product; the same array until they change. */
  others(product: number | null): readonly Person[] {
    return product === this.announced?.product ? this.people.get() : NOBODY
  }

  /**
   * Later, as one component often leaves a product in the moment in which the next one enters it. Who leaves for good is
   * not kept: no timer outlives the page.
   */
  private settle(): void {
    queueMicrotask(() => {
      clearTimeout(this.timer)
      const place = this.current()
      const wait = place ? this.movedAt + MOVE_MS - performance.now() : 0
      if (wait > 0) this.timer = setTimeout(() => this.move(this.current()), wait)
      else this.move(place)
    })
  }

  private current(): Place | null {
    const product = [...this.places].at(-1)?.product
    if (product === undefined) return null
    const edits = [...this.places].some((place) => place.product === product && place.mode === 'edit')
    return { product, mode: edits ? 'edit' : 'view' }
  }

  private move(place: Place | null): void {
    const before = this.announced
    if (before?.product === place?.product && before?.mode === place?.mode) return
    this.announced = place
    this.movedAt = performance.now()
    if (before?.product !== place?.product) this.show(NOBODY)
    if (place) {
      this.detach ??= this.attach()
      this.announce()
    } else {
      this.detach?.()
      this.detach = null
      this.client.send({ type: 'presence', product: null })
    }
  }

  private attach(): () => void {
    const stopSaying = keepSaying(this.client, this.announce)
    const stopHearing = hearPeople(this.client, {
      onFrame: (frame) => {
        if (frame.type === 'presence' && frame.product === this.announced?.product) {
          this.show(withoutSelf(this.client, frame.people))
        }
      },
      onLost: () => this.show(NOBODY),
    })
    return () => {
      stopSaying()
      stopHearing()
    }
  }

  private readonly announce = (): void => {
    if (this.announced && isSeen()) this.client.send({ type: 'presence', ...this.announced })
  }

  private show(people: readonly Person[]): void {
    if (people.length > 0 || this.people.get().length > 0) this.people.set(people)
  }
}
