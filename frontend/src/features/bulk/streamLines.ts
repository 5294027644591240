import { assertOwn, requester } from '@/lib/api/client'
import { ApiError, answerError } from '@/lib/api/errors'
import { ensureFresh, renewRefused } from '@/lib/auth/tokens'
import { env } from '@/lib/env'

interface StreamOptions {
  key: string
  signal: AbortSignal
}

/**
 * Posts JSON and gives the lines of the answer (JSON, one value a line) as they arrive, which the ordinary client
 * cannot: it waits for the whole. Throws ApiError; the signal's own error when it was aborted.
 */
export async function* streamLines<Line>(
  path: string,
  body: object,
  options: StreamOptions,
): AsyncGenerator<Line> {
  const response = await post(path, body, options)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw ApiError.network()
  const stop = () => void reader.cancel().catch(() => undefined)
  options.signal.addEventListener('abort', stop)
  let rest = ''
  try {
    for (;;) {
      const { value, done } = await read(reader, options.signal)
      const lines = (rest + (value ?? '')).split('\n')
      // The last is not known to be whole before the next line break, or the end.
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line.trim()) yield parse<Line>(line)
      if (done) return
    }
  } finally {
    options.signal.removeEventListener('abort', stop)
    // Whoever stops listening wants no more of it.
    stop()
  }
}

/** Sends it with a fresh token, and once more when that was refused: as the ordinary client does. */
async function post(path: string, body: object, options: StreamOptions): Promise<Response> {
  const owner = requester()
  const token = await ensureFresh()
  assertOwn(owner, token)
  let response = await send(path, body, token, options)
  if (response.status === 401 && token) {
    const renewed = await renewRefused(token)
    if (renewed) {
      assertOwn(owner, renewed)
      response = await send(path, body, renewed, options)
    }
  }
  if (response.ok) return response
  const answer: unknown = await response.json().catch(() => null)
  throw answerError(response.status, response.headers.get('retry-after'), answer)
}

async function send(path: string, body: object, token: string | null, { key, signal }: StreamOptions) {
  try {
    return await fetch(`${env.apiUrl}/${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      signal,
    })
  } catch {
    signal.throwIfAborted()
    throw ApiError.network()
  }
}

async function read(reader: ReadableStreamDefaultReader<string>, signal: AbortSignal) {
  let result: ReadableStreamReadResult<string>
  try {
    result = await reader.read()
  } catch {
    signal.throwIfAborted()
    throw ApiError.network()
  }
  signal.throwIfAborted()
  return result
}

function parse<Line>(line: string): Line {
  try {
    return JSON.parse(line) as Line
  } catch {
    // Cut off in the middle: the line broke there.
    throw ApiError.network()
  }
}
