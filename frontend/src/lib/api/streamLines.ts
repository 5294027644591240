import { api } from './client'
import { ApiError } from './errors'
import type { Address } from './routes'

interface StreamOptions {
  key: string
  signal: AbortSignal
}

/**
 * Posts JSON and gives the lines of the answer (JSON, one value a line) as they arrive. Throws ApiError; the signal's own
 * error when it was aborted.
 */
export async function* streamLines<Line>(
  path: Address<'post'>,
  body: object,
  { key, signal }: StreamOptions,
): AsyncGenerator<Line> {
  const bytes = await api.stream(path, body, { signal, headers: { 'Idempotency-Key': key } })
  const reader = bytes.pipeThrough(new TextDecoderStream()).getReader()
  const stop = () => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', stop)
  let rest = ''
  try {
    for (;;) {
      const { value, done } = await read(reader, signal)
      const lines = (rest + (value ?? '')).split('\n')
      // The last is not known to be whole before the next line break, or the end.
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line.trim()) yield parse<Line>(line)
      if (done) return
    }
  } finally {
    signal.removeEventListener('abort', stop)
    // Whoever stops listening wants no more of it.
    stop()
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
