import { createStore } from '@/lib/store'
import type { LiveClient } from './client'
import { hearPeople, isSeen, keepSaying, perClient, withoutSelf } from './keepSaying'
import type { HereFrame } from './protocol'

/** Who else looks at a screen of this place, and who else edits which product. */
export type Here = Readonly<Pick<HereFrame, 'people' | 'editing'>>

export const hereOf = perClient((client) => new HereStore(client))

/** Says that this screen is looked at, for as long as something shows who else does. */
class HereStore {
  private readonly client: LiveClient
  /** Null: nobody has said yet. */
  private readonly here = createStore<Here | null>(null)
  readonly get = this.here.get
  private stopSaying: (() => void) | null = null

  constructor(client: LiveClient) {
    this.client = client
    // For good: the server does not repeat to a page that has looked away for a moment what it has told it.
    hearPeople(client, {
      onFrame: (frame) => {
        if (frame.type !== 'here') return
        const { people, editing } = frame
        this.here.set({ people: withoutSelf(client, people), editing: withoutSelf(client, editing) })
      },
      onLost: () => this.here.set(null),
    })
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    const unsubscribe = this.here.subscribe(listener)
    if (!this.stopSaying) {
      this.stopSaying = keepSaying(this.client, this.say)
      this.say()
    }
    return () => {
      unsubscribe()
      if (this.here.isWatched()) return
      this.stopSaying?.()
      this.stopSaying = null
    }
  }

  private readonly say = (): void => {
    if (isSeen()) this.client.send({ type: 'here' })
  }
}
