import { env } from '@/lib/env'
import { ApiError, answerError } from './errors'

/** A request without an answer is given up after so many milliseconds, unless it says otherwise. */
export const TIMEOUT_MS = 30_000

/** A request as it goes out. */
export interface Outgoing {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Under the API's base, without a leading slash. */
  path: string
  /** Lists repeat the key, as Django reads them; what is null or undefined is left out. */
  params?: object
  headers?: Record<string, string>
  /** Sent as JSON, but for a form with a file. */
  body?: object
  signal?: AbortSignal
  /** Milliseconds; 0 waits as long as it takes. */
  timeout?: number
  /** Goes out even when the page is being left. */
  keepalive?: boolean
  responseType?: 'json' | 'blob'
  /** Called with 0…1 while a form is sent. */
  onUploadProgress?: (event: { progress: number }) => void
}

export interface ApiResponse<Data = unknown> {
  data: Data
  /** By lower-case name. */
  headers: Record<string, string>
}

/** Sends JSON without a token and returns the JSON answer; throws ApiError. For signing in and renewing tokens. */
export async function postJson<Data>(path: string, body: object): Promise<Data> {
  return (await send<Data>({ method: 'POST', path, body })).data
}

/**
 * Sends a request; throws ApiError, or what the caller's own signal was aborted with. `begun` is the answer to the same
 * request where it is already on its way.
 */
export async function send<Data>(request: Outgoing, begun?: Promise<Response>): Promise<ApiResponse<Data>> {
  let status: number
  let headers: Record<string, string>
  let data: unknown
  try {
    ;({ status, headers, data } = await exchange(request, begun))
  } catch {
    request.signal?.throwIfAborted()
    throw ApiError.network()
  }
  if (status < 200 || status > 299) throw answerError(status, headers['retry-after'], data)
  return { data: data as Data, headers }
}

export function urlOf({ path, params = {} }: Pick<Outgoing, 'path' | 'params'>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const item of [value].flat()) if (item != null) query.append(name, String(item))
  }
  const search = query.toString()
  return `${env.apiUrl}/${path}${search && `?${search}`}`
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Nothing at all, or a proxy's error page; the status says enough.
    return null
  }
}

/** What came back, whatever its status. */
export interface Answer {
  status: number
  headers: Record<string, string>
  data: unknown
}

async function exchange(request: Outgoing, begun?: Promise<Response>): Promise<Answer> {
  const { body, timeout = TIMEOUT_MS } = request
  // Only XMLHttpRequest tells how much of a file is sent. Pictures are sent seldom: it is fetched then.
  if (body instanceof FormData) return (await import('./upload')).upload(request, body)
  const { signal, stop } = limit(request.signal, timeout)
  try {
    const response = await (begun ?? open(request, signal))
    const isFile = request.responseType === 'blob' && response.ok
    const data = isFile ? await response.blob() : parseJson(await response.text())
    return { status: response.status, headers: Object.fromEntries(response.headers), data }
  } finally {
    stop()
  }
}

/** The request itself, for whoever wants the bare response. */
export function open(request: Outgoing, signal: AbortSignal): Promise<Response> {
  const { method, body, headers, keepalive } = request
  return fetch(urlOf(request), {
    method,
    headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
    keepalive,
    signal,
  })
}

/** A signal that ends with the caller's, or after `timeout`. */
function limit(given: AbortSignal | undefined, timeout: number) {
  const controller = new AbortController()
  const abort = () => controller.abort()
  if (given?.aborted) abort()
  given?.addEventListener('abort', abort)
  const timer = timeout > 0 ? setTimeout(abort, timeout) : undefined
  const stop = () => {
    given?.removeEventListener('abort', abort)
    clearTimeout(timer)
  }
  return { signal: controller.signal, stop }
}
