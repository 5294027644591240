import { useSyncExternalStore } from 'react'

/*
 * The service worker keeps the built app. A new version waits beside it: nobody's page is replaced under their hands,
 * they are told and reload when it suits them.
 */

const LOOK_EVERY_MS = 30 * 60_000
/** The worker fetches the whole app: not while the page draws its first screen. */
const AFTER_LOAD_MS = 4000
let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

/** Registers the worker some time after the page has loaded, and looks for new versions from time to time. */
export function keepAppForOffline(): void {
  // Missing where the page is served by plain http to another machine.
  if (!('serviceWorker' in navigator)) return
  const register = () => navigator.serviceWorker.register('/sw.js').then(watch, () => undefined)
  window.addEventListener('load', () => setTimeout(register, AFTER_LOAD_MS))
}

/** Whether a newer version of the app is ready. */
export function useUpdateReady(): boolean {
  return useSyncExternalStore(subscribe, () => waiting !== null)
}

/** Goes on with the new version. */
export function reloadIntoUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
  waiting?.postMessage('take over')
}

function watch(registration: ServiceWorkerRegistration): void {
  if (registration.waiting) tell(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const found = registration.installing
    found?.addEventListener('statechange', () => {
      // Without a controller this is the first version ever, not a new one.
      if (found.state === 'installed' && navigator.serviceWorker.controller) tell(found)
    })
  })
  setInterval(() => registration.update().catch(() => undefined), LOOK_EVERY_MS)
}

function tell(worker: ServiceWorker): void {
  waiting = worker
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
