/*
 * Keeps the built app, so that it opens without a connection and can be installed. It holds nothing that people wrote:
 * the API, pictures, the admin and the live feed pass it by, and no write is ever kept for later.
 *
 * `scripts/appShell.ts` puts the version and the names of the built files in place of `self.BUILT`; the page has the
 * version in a meta element.
 */
const { version, files } = self.BUILT
const PREFIX = 'lr-app-'
const SHELL = '/index.html'
/** Not a part of the app: answered by the server alone. */
const PASSED_BY = ['/api/', '/media/', '/ws/', '/admin/', '/static/', '/docs/', '/ws_test.html']
/** A proxy answers for a server that is away. */
const AWAY = [502, 503, 504]
/** So long the server may take before the kept page is shown instead. */
const PATIENCE_MS = 3000

self.addEventListener('install', (event) => {
  // Where the browser can be told so, they do not come by here at all: what a page sends as it is left is lost with the
  // page while it waits to be passed on. (Regular expressions are not taken here.)
  const patterns = PASSED_BY.map((path) => (path.endsWith('/') ? `${path}*` : path))
  const rules = patterns.map((pathname) => ({ condition: { urlPattern: { pathname } }, source: 'network' }))
  event.addRoutes?.(rules)
  event.waitUntil(
    keepAll().catch(async (error) => {
      await caches.delete(PREFIX + version)
      throw error
    }),
  )
})

async function keepAll() {
  const cache = await caches.open(PREFIX + version)
  await cache.addAll(files.map((path) => (isAsset(path) ? path : new Request(path, { cache: 'reload' }))))
  await keepPage(cache)
}

/** The page and the files that it names belong together: that of another version, or of an outage, is not kept. */
async function keepPage(cache) {
  const page = await fetch('/', { cache: 'no-store' })
  const isOfThis = page.ok && !page.redirected && (await page.clone().text()).includes(`content="${version}"`)
  if (!isOfThis)
    throw new Error('The server has another page now. The next look for a new version tries again.')
  await cache.put(SHELL, page)
}

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOld().then(() => self.clients.claim()))
})

self.addEventListener('message', ({ data, ports: [port] }) => {
  if (data === 'take over') self.skipWaiting()
  if (data === 'version') port?.postMessage(version)
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || isPassedBy(pathname)) return
  if (isAsset(pathname)) event.respondWith(openAsset(request))
  else if (request.mode === 'navigate') event.respondWith(openNewest(request, SHELL))
  else if (files.includes(pathname)) event.respondWith(openNewest(request, pathname))
})

function isAsset(pathname) {
  return pathname.startsWith('/assets/')
}

function isPassedBy(pathname) {
  return PASSED_BY.some((path) => `${pathname}/`.startsWith(path))
}

/**
 * As the server has it now. Without a server, or with one that is too slow, what was kept under `path`; the page then
 * says that it is offline.
 */
async function openNewest(request, path) {
  const asked = fetch(request)
  const heard = asked.catch(() => undefined)
  const copy = await kept(path)
  if (!copy) return asked
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  const answer = await Promise.race([heard, patience])
  return answer && !AWAY.includes(answer.status) ? answer : copy
}

/** The name of an asset tells its content: a kept one is never old. */
async function openAsset(request) {
  return (await caches.match(request)) ?? fetch(request)
}

async function kept(path) {
  return (await caches.open(PREFIX + version)).match(path)
}

/** The version before stays: a page that was opened with it may still ask for its parts. */
async function removeOld() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + version)
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)))
}
