type EnvVars = Pick<ImportMetaEnv, 'VITE_API_URL' | 'VITE_WS_URL'>

interface Env {
  /** Base of the REST API without a trailing slash, root-relative ("/api") or absolute. */
  apiUrl: string
  /** Address of the live feed, always absolute (ws: or wss:). */
  wsUrl: string
  /** Origin that root-relative picture addresses belong to. */
  mediaOrigin: string
}

const API_PATH = '/api'
const FEED_PATH = '/ws/products/'

/**
 * Reads and checks the build-time settings. A server without a path ("http://localhost:8000") means the paths that it
 * serves the API and the feed under. Throws with the name of the wrong setting.
 */
export function readEnv(vars: EnvVars, page: Pick<Location, 'href'>): Env {
  const api = parse('VITE_API_URL', vars.VITE_API_URL || API_PATH, page.href, ['http:', 'https:'])
  if (api.pathname === '/') api.pathname = API_PATH
  const socketScheme = api.protocol === 'https:' ? 'wss:' : 'ws:'
  const wsDefault = `${socketScheme}//${api.host}${FEED_PATH}`
  const ws = parse('VITE_WS_URL', vars.VITE_WS_URL || wsDefault, wsDefault, ['ws:', 'wss:'])
  if (ws.pathname === '/') ws.pathname = FEED_PATH
  return { apiUrl: api.href.replace(/\/+$/, ''), wsUrl: ws.href, mediaOrigin: api.origin }
}

function parse(name: string, value: string, base: string, schemes: string[]): URL {
  const url = URL.canParse(value, base) ? new URL(value, base) : null
  if (!url || !schemes.includes(url.protocol)) {
    throw new Error(`${name} is not a usable address: "${value}"`)
  }
  return url
}

export const env = readEnv(import.meta.env, window.location)

/** Where the server’s own pages for staff are. */
export const adminPages = new URL('/admin/', env.mediaOrigin).href

/** Where a picture named by the API (root-relative) is found. */
export function mediaUrl(path: string): string {
  return new URL(path, env.mediaOrigin).href
}
