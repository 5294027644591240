/*
 * Keeps the built app, so that it opens without a connection and can be installed. It holds nothing that people wrote:
 * the API, pictures, the admin and the live feed pass it by, and no write is ever kept for later.
 *
 * `scripts/appShell.ts` puts the names of the built files in place of `self.BUILT`.
 */
const { version, files } = self.BUILT
const PREFIX = 'lr-app-'
const SHELL = '/index.html'
/** Not a part of the app: answered by the server alone. */
const PASSED_BY = ['/api/', '/media/', '/ws/', '/admin/', '/static/', '/docs/', '/ws_test.html']
/** A proxy answers for a server that is away. */
const AWAY = [502, 503, 504]

self.addEventListener('install', (event) => {
  // Where the browser can be told so, they do not come by here at all: what a page sends as it is left is lost with the
  // page while it waits to be passed on. (Regular expressions are not taken here.)
  const patterns = PASSED_BY.map((path) => (path.endsWith('/') ? `${path}*` : path))
  const rules = patterns.map((pathname) => ({ condition: { urlPattern: { pathname } }, source: 'network' }))
  event.addRoutes?.(rules)
  event.waitUntil(
    caches.open(PREFIX + version).then(async (cache) => {
      await cache.addAll(files)
      // Never from the browser's own cache: the page and the files that it names belong together.
      await cache.put(SHELL, await fetch('/', { cache: 'no-store' }))
    }),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOld().then(() => self.clients.claim()))
})

self.addEventListener('message', ({ data }) => {
  if (data === 'take over') self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || isPassedBy(pathname)) return
  if (request.mode === 'navigate') event.respondWith(openPage(request))
  else if (files.includes(pathname) || pathname.startsWith('/assets/')) event.respondWith(openFile(request))
})

function isPassedBy(pathname) {
  return PASSED_BY.some((path) => `${pathname}/`.startsWith(path))
}

/** The page as the server has it now; without a server the one that was kept, which then says that it is offline. */
async function openPage(request) {
  try {
    const answer = await fetch(request)
    if (!AWAY.includes(answer.status)) return answer
    return (await kept(SHELL)) ?? answer
  } catch (error) {
    const shell = await kept(SHELL)
    if (!shell) throw error
    return shell
  }
}

/** Names of assets tell their content: a kept one is never old. */
async function openFile(request) {
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
