import { createStore, useStore } from './store'

/*
 * The service worker keeps the built app. A new version waits beside it: nobody's page is replaced under their hands,
 * they are told and reload when it suits them.
 */

const LOOK_EVERY_MS = 30 * 60_000
/** By then a worker says its version, or it has none to say. */
const ANSWER_MS = 1000
/** The worker fetches the whole app: not while the page draws its first screen. */
const AFTER_LOAD_MS = 4000
const waiting = createStore<ServiceWorker | null>(null)

/** Registers the worker some time after the page has loaded, and looks for new versions from time to time. */
export function keepAppForOffline(): void {
  // Missing where the page is served by plain http to another machine.
  if (!('serviceWorker' in navigator)) return
  const register = () => navigator.serviceWorker.register('/sw.js').then(watch, () => undefined)
  const registerLater = () => setTimeout(register, AFTER_LOAD_MS)
  // The page may have loaded before this part of it came.
  if (document.readyState === 'complete') registerLater()
  else window.addEventListener('load', registerLater)
}

/** Whether a newer version of the app is ready. */
export function useUpdateReady(): boolean {
  return useStore(waiting) !== null
}

/** Goes on with the new version. Another tab may have begun it already: then there is nothing to wait for. */
export function reloadIntoUpdate(): void {
  const reload = () => window.location.reload()
  const worker = waiting.get()
  if (worker?.state === 'installed') {
    worker.addEventListener('statechange', reload, { once: true })
    worker.postMessage('take over')
  } else reload()
}

function watch(registration: ServiceWorkerRegistration): void {
  // Opening the page makes the browser look as well: what it found by now may wait, or still be on its way.
  follow(registration.waiting)
  follow(registration.installing)
  registration.addEventListener('updatefound', () => follow(registration.installing))
  setInterval(() => registration.update().catch(() => undefined), LOOK_EVERY_MS)
}

function follow(worker: ServiceWorker | null): void {
  const look = () => {
    // Without a controller this is the first version ever, not a new one.
    if (worker?.state === 'installed' && navigator.serviceWorker.controller) void consider(worker)
  }
  worker?.addEventListener('statechange', look)
  look()
}

/** Tells of a new version, unless it is the one that this page was loaded with: then the worker only has to follow. */
async function consider(worker: ServiceWorker): Promise<void> {
  const own = document.querySelector<HTMLMetaElement>('meta[name="version"]')?.content
  if (own && (await versionOf(worker)) === own) return worker.postMessage('take over')
  waiting.set(worker)
}

function versionOf(worker: ServiceWorker): Promise<unknown> {
  const { port1, port2 } = new MessageChannel()
  worker.postMessage('version', [port2])
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
    setTimeout(resolve, ANSWER_MS)
  })
}
