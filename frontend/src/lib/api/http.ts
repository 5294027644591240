import { env } from '@/lib/env'
import { noteServer } from '@/lib/loadPart'
import { ApiError, answerError } from './errors'
import type { Outgoing } from './request'
import { upload } from './upload'

/** A request without an answer is given up after so many milliseconds, unless it says otherwise. */
export const TIMEOUT_MS = 30_000

export interface ApiResponse<Data = unknown> {
  data: Data
  /** By lower-case name. */
  headers: Record<string, string>
}

/** Sends JSON without a token and returns the JSON answer; throws ApiError. For signing in and renewing tokens. */
export async function postJson<Data>(
  path: string,
  body: object,
  options: Pick<Outgoing, 'keepalive' | 'headers'> = {},
): Promise<Data> {
  return (await send<Data>({ ...options, method: 'POST', path, body })).data
}

/**
 * Sends a request; throws ApiError, or what the caller's own signal was aborted with. `begun` is the answer to the same
 * request where it is already on its way.
 */
export async function send<Data>(request: Outgoing, begun?: Promise<Response>): Promise<ApiResponse<Data>> {
  const { status, headers, data } = await exchange(request, begun)
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Nothing at all, or a proxy's error page; the status says enough.
    return null
  }
}

/** What came back, whatever its status. */
interface Answer {
  status: number
  headers: Record<string, string>
  data: unknown
}

async function exchange(request: Outgoing, begun?: Promise<Response>): Promise<Answer> {
  const { body, timeout = TIMEOUT_MS } = request
  if (body instanceof FormData) {
    const xhr = await arrival(upload(urlOf(request), request, body), request)
    const headers = parseHeaders(xhr.getAllResponseHeaders())
    return { status: xhr.status, headers, data: parseJson(xhr.responseText) }
  }
  const { signal, stop } = limit(request.signal, timeout)
  try {
    const response = await arrival(begun ?? open(request, signal), request)
    const isFile = request.responseType === 'blob' && response.ok
    const data = isFile
      ? await arrival(response.blob(), request)
      : parseJson(await arrival(response.text(), request))
    return { status: response.status, headers: Object.fromEntries(response.headers), data }
  } finally {
    stop()
  }
}

/**
 * Waits for what comes over the network. Whatever becomes of that, no answer came; what goes wrong before and after is a
 * mistake of ours and no trouble of the network.
 */
async function arrival<Data>(coming: Promise<Data>, { signal }: Outgoing): Promise<Data> {
  try {
    const come = await coming
    noteServer('there')
    return come
  } catch {
    signal?.throwIfAborted()
    noteServer('away')
    throw ApiError.network()
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

function parseHeaders(lines: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines.trim().split(/\r?\n/)) {
    const at = line.indexOf(':')
    if (at > 0) headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim()
  }
  return headers
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
