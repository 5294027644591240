import { createStore } from '@/lib/store'
import type { LiveClient } from './client'
import type { Person, PresenceFrame, PresenceMode } from './protocol'

/** How often what was announced is said again; the server forgets it after 25 s. */
const REPEAT_MS = 10_000
/** How soon after one product another is announced: a key that is held down opens thirty a second. */
export const MOVE_MS = 250

interface Place {
  product: number
  mode: PresenceMode
}

const NOBODY: readonly Person[] = []
const stores = new WeakMap<LiveClient, PresenceStore>()

/** The presence of this client. Made when first asked for, so that it is loaded with the pages that show it. */
export function presenceOf(client: LiveClient): PresenceStore {
  let store = stores.get(client)
  if (!store) {
    store = new PresenceStore(client)
    stores.set(client, store)
  }
  return store
}

/** Announces where this screen is, for as long as it is seen, and knows who else is there. */
export class PresenceStore {
  private readonly client: LiveClient
  private readonly places = new Set<Place>()
  private announced: Place | null = null
  private readonly people = createStore(NOBODY)
  readonly subscribe = this.people.subscribe
  private isSettling = false
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

  /** Later, as one component often leaves a product in the moment in which the next one enters it. */
  private settle(): void {
    if (this.isSettling) return
    this.isSettling = true
    const move = () => {
      this.isSettling = false
      this.move(this.current())
    }
    const wait = this.movedAt + MOVE_MS - performance.now()
    if (wait > 0) setTimeout(move, wait)
    else queueMicrotask(move)
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
    const { status } = this.client
    const leaveFeed = this.client.onPresence(this.onFrame)
    // Long without the server: nobody knows who is there now.
    const leaveStatus = status.subscribe(() => {
      if (status.get().state === 'offline') this.show(NOBODY)
    })
    const repeating = setInterval(this.announce, REPEAT_MS)
    document.addEventListener('visibilitychange', this.announce)
    return () => {
      leaveFeed()
      leaveStatus()
      clearInterval(repeating)
      document.removeEventListener('visibilitychange', this.announce)
    }
  }

  /** A page that nobody sees says nothing, and is forgotten by the server. */
  private readonly announce = (): void => {
    if (this.announced && document.visibilityState === 'visible') {
      this.client.send({ type: 'presence', ...this.announced })
    }
  }

  private readonly onFrame = (frame: PresenceFrame | null): void => {
    if (frame === null) this.announce()
    else if (frame.product === this.announced?.product) {
      const self = this.client.username()
      this.show(frame.people.filter(({ username }) => username !== self))
    }
  }

  private show(people: readonly Person[]): void {
    if (people.length > 0 || this.people.get().length > 0) this.people.set(people)
  }
}
