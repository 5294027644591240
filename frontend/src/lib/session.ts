/*
 * The session that this tab shows: from when the signed-in part of the app is drawn for a person until it is drawn for
 * nobody, or for somebody else. What lives outside React and belongs to a person says here how it ends.
 */

const ends = new Set<() => void>()
let shownFor: number | null = null
let hasEnded = false
let lastWork: Promise<unknown> = Promise.resolve()

/** Has `end` called whenever a session is over, for as long as the page lives. To be called once, by a module. */
export function endWithSession(end: () => void): void {
  ends.add(end)
}

/** The app is drawn for this person from now on. */
export function beginSession(userId: number): void {
  // What was on its way when the last one ended may have come since.
  if (hasEnded) endAll()
  shownFor = userId
}

/** `work`: what is still on its way to the server, and needs the token. */
export function endSession(work: Promise<unknown>): void {
  lastWork = work
  shownFor = null
  hasEnded = true
  endAll()
}

/** Whose session this tab shows; null while it shows none. Another tab may have signed somebody else in just now. */
export function shownUserId(): number | null {
  return shownFor
}

/** Resolves when the session that was ended last needs its token no longer, or after `patience` milliseconds. */
export function sessionWorkDone(patience: number): Promise<unknown> {
  return Promise.race([lastWork, new Promise((resolve) => setTimeout(resolve, patience))])
}

function endAll(): void {
  for (const end of ends) end()
}
