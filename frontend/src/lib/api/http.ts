import axios, { AxiosError, type AxiosRequestConfig, type AxiosResponse } from 'axios'
import { env } from '@/lib/env'
import { noteServer } from '@/lib/loadPart'
import { ApiError, answerError } from './errors'
import type { Address, AnswerOf, BodyOf, Method } from './routes'

/** A request without an answer is given up after so many milliseconds, unless it says otherwise. */
const TIMEOUT_MS = 30_000
/**
 * A form is given up when nothing of it has moved for so long. It is long, as what the system has taken off the browser's
 * hands may still be on its way.
 */
const SILENCE_MS = 2 * 60_000

/** What a request may say beside its method, address and body. */
export interface RequestOptions {
  /** Lists repeat the key, as Django reads them; what is null or undefined is left out. */
  params?: object
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Milliseconds, for a form those in which nothing of it moves; 0 waits as long as it takes. */
  timeout?: number
  /** Goes out even when the page is being left. */
  keepalive?: boolean
  responseType?: 'json' | 'blob' | 'stream'
  /** Called with 0…1 while a form is sent. */
  onUploadProgress?: (event: { progress: number }) => void
}

export interface Outgoing extends RequestOptions {
  method: Method
  /** Under the API's base, without a leading slash. */
  path: string
  /** Sent as JSON, but for a form with a file. */
  body?: object
  /** Whose request it is: it carries their token. Undefined: it carries none. See `client.ts`. */
  owner?: number | null
}

export type ApiResponse<Data = unknown> = Pick<AxiosResponse<Data>, 'data' | 'headers'>

/** The one instance of Axios. `client.ts` adds the interceptors that sign requests. */
export const http = axios.create({
  baseURL: new URL(env.apiUrl, window.location.href).href,
  adapter: 'fetch',
  timeout: TIMEOUT_MS,
  // Axios would name itself as the browser, by which people recognise their devices.
  headers: { Accept: 'application/json', 'User-Agent': false },
  paramsSerializer: { indexes: null },
  transformResponse: (data: unknown) => (typeof data === 'string' ? parseJson(data) : data),
  // Tokens travel in a header. There is no cookie to look for.
  withXSRFToken: false,
})

/** Sends JSON without a token and returns the JSON answer; throws ApiError. For signing in and renewing tokens. */
export async function postJson<Path extends Address<'post'>>(
  path: Path,
  body: BodyOf<'post', Path>,
  options: Pick<RequestOptions, 'keepalive' | 'headers' | 'timeout'> = {},
): Promise<AnswerOf<'post', Path>> {
  return (await send<AnswerOf<'post', Path>>({ ...options, method: 'post', path, body })).data
}

/** Sends a request; throws ApiError, or what the caller's own signal was aborted with. */
export async function send<Data>(outgoing: Outgoing): Promise<ApiResponse<Data>> {
  try {
    const response = await (outgoing.body instanceof FormData
      ? sendForm<Data>(outgoing)
      : sendJson<Data>(outgoing))
    noteServer('there')
    return response
  } catch (error) {
    throw await explain(error, outgoing)
  }
}

export function urlOf({ path, params }: Pick<Outgoing, 'path' | 'params'>): string {
  return http.getUri({ url: path, params })
}

function sendJson<Data>(outgoing: Outgoing) {
  const { keepalive, signal, timeout } = outgoing
  return http.request<Data>({ ...configOf(outgoing), signal, timeout, fetchOptions: { keepalive } })
}

/** By XMLHttpRequest: only that tells how much has been sent. */
async function sendForm<Data>(outgoing: Outgoing) {
  const { signal, timeout = SILENCE_MS } = outgoing
  const ending = new AbortController()
  const end = () => ending.abort()
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    if (timeout > 0) timer = setTimeout(end, timeout)
  }
  if (signal?.aborted) end()
  signal?.addEventListener('abort', end)
  wait()
  try {
    return await http.request<Data>({
      ...configOf(outgoing),
      adapter: 'xhr',
      signal: ending.signal,
      timeout: 0,
      onUploadProgress: ({ progress = 0 }) => {
        wait()
        outgoing.onUploadProgress?.({ progress })
      },
    })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}

function configOf({
  method,
  path,
  body,
  params,
  headers,
  responseType,
  owner,
}: Outgoing): AxiosRequestConfig {
  return { method, url: path, data: body, params, headers, responseType, owner }
}

/**
 * What a failed request throws. Trouble on the way, or an answer that says no, is an ApiError; what goes wrong before
 * anything is sent is a mistake of ours, and stays what it is.
 */
async function explain(error: unknown, outgoing: Outgoing): Promise<unknown> {
  const { signal, responseType = 'json' } = outgoing
  if (!(error instanceof AxiosError)) return error
  const { response } = error
  if (response) {
    noteServer('there')
    return answerError(
      response.status,
      response.headers['retry-after'],
      responseType === 'json' ? response.data : await jsonIn(response.data),
      response.headers['error-codes'],
      isWrite(outgoing),
    )
  }
  if (signal?.aborted) return signal.reason
  if (!error.request) return error.cause ?? error
  noteServer('away')
  return ApiError.network()
}

/** A file is made and not kept; who signs in or opens a link, without a token, saves nothing to look for. */
function isWrite({ method, responseType, owner }: Outgoing): boolean {
  return method !== 'get' && responseType !== 'blob' && owner !== undefined
}

/** What a refusal says, where a file or a stream was asked for. */
async function jsonIn(data: BodyInit): Promise<unknown> {
  return parseJson(await new Response(data).text().catch(() => ''))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Nothing at all, or a proxy's error page; the status says enough.
    return null
  }
}
