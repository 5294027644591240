import type { LiveClient } from './client'
import type { HereFrame, PresenceFrame } from './protocol'

/** How often what was said is said again; the server forgets it after 25 s. */
const REPEAT_MS = 10_000

/** Says it again on each new socket, when the page is seen again and from time to time, until the returned function is called. */
export function keepSaying(client: LiveClient, say: () => void): () => void {
  const leave = client.onPresence((frame) => {
    if (frame === null) say()
  })
  const repeating = setInterval(say, REPEAT_MS)
  document.addEventListener('visibilitychange', say)
  return () => {
    leave()
    clearInterval(repeating)
    document.removeEventListener('visibilitychange', say)
  }
}

interface Listener {
  onFrame: (frame: PresenceFrame | HereFrame) => void
  /** Long without the server: nobody knows who is where now. */
  onLost: () => void
}

/** Hears who is where, until the returned function is called. */
export function hearPeople(client: LiveClient, { onFrame, onLost }: Listener): () => void {
  const { status } = client
  const leaveFeed = client.onPresence((frame) => {
    if (frame) onFrame(frame)
  })
  const leaveStatus = status.subscribe(() => {
    if (status.get().state === 'offline') onLost()
  })
  return () => {
    leaveFeed()
    leaveStatus()
  }
}

/** A page that nobody sees says nothing, and is forgotten by the server. */
export function isSeen(): boolean {
  return document.visibilityState === 'visible'
}

/** By id: people can change their names. */
export function withoutSelf<Item extends { id: number }>(
  client: LiveClient,
  people: readonly Item[],
): Item[] {
  const self = client.userId()
  return people.filter(({ id }) => id !== self)
}

/** One of them for each client, made when first asked for: it is loaded with the pages that show it. */
export function perClient<Part>(make: (client: LiveClient) => Part): (client: LiveClient) => Part {
  const parts = new WeakMap<LiveClient, Part>()
  return (client) => {
    const part = parts.get(client) ?? make(client)
    parts.set(client, part)
    return part
  }
}
