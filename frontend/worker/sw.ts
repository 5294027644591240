/// <reference lib="webworker" />
import version from 'virtual:app-version'
import { PrecacheController } from 'workbox-precaching/PrecacheController.js'
import { NetworkFirst } from 'workbox-strategies/NetworkFirst.js'
import { keepShared, SHARE } from '@/lib/shared'

/*
 * Keeps the built app, so that it opens without a connection and can be installed. It holds nothing that people wrote:
 * the API, pictures, the admin and the live feed pass it by, and no write is ever kept for later. Only what another app
 * shares with this one waits here until a page takes it.
 *
 * The page of the same build has the same version, in a meta element.
 */
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

interface Kept {
  request: Request
  response: Response
}

/** What TypeScript does not know of the event yet. */
type Routable = ExtendableEvent & { addRoutes?: (rules: object[]) => Promise<void> }

const PREFIX = 'lr-app-'
const CACHE = PREFIX + version
const PAGE = '/index.html'
/** Not a part of the app: answered by the server alone. */
const PASSED_BY = ['/api/', '/media/', '/ws/', '/admin/', '/static/', '/docs/', '/ws_test.html']
/** A proxy answers for a server that is away. */
const AWAY = [502, 503, 504]
/** So long the server may take before the kept page is shown instead. */
const PATIENCE_SECONDS = 3

const app = new PrecacheController({ cacheName: CACHE, plugins: [{ cacheWillUpdate: keepIfOwn }] })
app.addToCacheList(self.__WB_MANIFEST)

/** As the server has it now. Without a server, or with one that is too slow, what was kept. */
const newest = new NetworkFirst({
  cacheName: CACHE,
  networkTimeoutSeconds: PATIENCE_SECONDS,
  plugins: [
    {
      fetchDidSucceed: async ({ response }) => {
        if (AWAY.includes(response.status)) throw new Error('The server is away.')
        return response
      },
      cacheKeyWillBeUsed: async ({ request }) => keptAs(request) ?? request,
      // What is kept is what was installed.
      cacheWillUpdate: async () => null,
    },
  ],
})

/** A page of another version, or of an outage, does not belong to the files that are kept with it. */
async function keepIfOwn({ request, response }: Kept): Promise<Response | null> {
  if (!response.ok || response.redirected) return null
  const isPage = new URL(request.url).pathname === PAGE
  return !isPage || (await response.clone().text()).includes(`content="${version}"`) ? response : null
}

self.addEventListener('install', (event) => {
  // Where the browser can be told so, they do not come by here at all: what a page sends as it is left is lost with the
  // page while it waits to be passed on. (Regular expressions are not taken here.)
  const patterns = PASSED_BY.map((path) => (path.endsWith('/') ? `${path}*` : path))
  const rules = patterns.map((pathname) => ({ condition: { urlPattern: { pathname } }, source: 'network' }))
  void (event as Routable).addRoutes?.(rules)
  event.waitUntil(
    app.install(event).catch(async (error: unknown) => {
      // The next look for a new version tries again.
      await caches.delete(CACHE)
      throw error
    }),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOld().then(() => self.clients.claim()))
})

self.addEventListener('message', ({ data, ports: [port] }) => {
  if (data === 'take over') void self.skipWaiting()
  if (data === 'version') port?.postMessage(version)
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method === 'POST' && origin === self.location.origin && pathname === SHARE) {
    return event.respondWith(keepShared(request))
  }
  if (request.method !== 'GET' || origin !== self.location.origin || isPassedBy(pathname)) return
  if (pathname.startsWith('/assets/')) event.respondWith(openAsset(request))
  else if (keptAs(request)) event.respondWith(newest.handle({ event, request }))
})

/** Under which address the answer to this request is kept: every page of the app is the same file. */
function keptAs({ mode, url }: Request): string | undefined {
  return app.getCacheKeyForURL(mode === 'navigate' ? PAGE : new URL(url).pathname)
}

function isPassedBy(pathname: string): boolean {
  return PASSED_BY.some((path) => `${pathname}/`.startsWith(path))
}

/** The name of an asset tells its content: a kept one is never old, whichever version it was kept with. */
async function openAsset(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request)
}

/** The version before stays: a page that was opened with it may still ask for its parts. */
async function removeOld(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)))
}
