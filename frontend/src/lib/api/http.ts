import { env } from '@/lib/env'
import { ApiError, answerError } from './errors'

const TIMEOUT_MS = 30_000

/**
 * Sends JSON without a token and returns the JSON answer; throws ApiError. For signing in and renewing tokens:
 * the sign-in page needs no more than this, and loads without the client of the signed-in.
 */
export async function postJson<T>(path: string, body: object): Promise<T> {
  let response: Response
  let answer: unknown
  try {
    response = await fetch(`${env.apiUrl}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    answer = parseJson(await response.text())
  } catch {
    throw ApiError.network()
  }
  if (!response.ok) throw answerError(response.status, response.headers.get('retry-after'), answer)
  return answer as T
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A proxy's error page; the status says enough.
    return null
  }
}
