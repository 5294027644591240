import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

const WAIT_MS = 2000
/** So often a part is asked for again while the server answers. */
const TRIES = 3
/** What the browsers say, and Vite of a part's styles, when a file did not come; most of them name it. */
const NOT_FETCHED = /dynamically imported module|importing a module script|preload CSS/i
const FILE = /\S+\.(?:js|css)\b/

/** Whether the last word of the server was that it is away. */
let isAway = false

/**
 * Fetches a part of the app that is not in the first load. While the server is away it waits and tries again, so that
 * a press of a button during an outage does not take the page down. When the part is not to be had though the server
 * answers, the app was replaced by another version: that is thrown, and the page says to reload.
 *
 * Some browsers remember for good that an import has failed (Firefox before 155). So none is begun while the server is
 * known to be away. `patience` is for what must not come minutes later (milliseconds).
 */
export async function loadPart<Part>(
  load: () => Promise<Part>,
  patience = Number.POSITIVE_INFINITY,
): Promise<Part> {
  const deadline = performance.now() + patience
  if (isAway && !isKept()) await untilBack(deadline)
  for (let tries = 0; ; ) {
    try {
      return await load()
    } catch (error) {
      const message = String(error)
      if (!NOT_FETCHED.test(message)) throw error
      const state = await stateOf(FILE.exec(message)?.[0] ?? '/')
      if (state === 'away' && performance.now() < deadline) await untilBack(deadline)
      else if (state !== 'there' || tries++ === TRIES) throw error
      else await pause()
    }
  }
}

/** A component whose code is fetched when it is first shown. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await loadPart(load) }))
}

/** Whether `error` says that a part of the app did not come. */
export function isMissingPart(error: unknown): boolean {
  return NOT_FETCHED.test(String(error))
}

/** Resolves when the server answers, at once if it does now. */
export function serverIsThere(): Promise<void> {
  return untilBack(Number.POSITIVE_INFINITY)
}

/** What a request has just found out about the server. */
export function noteServer(state: 'there' | 'away'): void {
  isAway = state === 'away'
}

/** Parts come from the service worker then, with a server or without. */
function isKept(): boolean {
  return Boolean(navigator.serviceWorker?.controller)
}

async function untilBack(deadline: number): Promise<void> {
  while ((await stateOf('/')) === 'away') {
    if (performance.now() >= deadline) return
    await pause()
  }
  isAway = false
}

async function stateOf(address: string): Promise<'there' | 'gone' | 'away'> {
  try {
    const { status } = await fetch(address, { method: 'HEAD', cache: 'no-store' })
    if (status >= 500) return 'away'
    return status === 404 ? 'gone' : 'there'
  } catch {
    return 'away'
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, WAIT_MS))
}
