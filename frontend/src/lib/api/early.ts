import { getAccess, millisecondsToRefresh } from '@/lib/auth/tokens'
import { endWithSession } from '@/lib/session'
import { open, TIMEOUT_MS, urlOf } from './http'
import type { Outgoing } from './request'

type Read = Pick<Outgoing, 'path' | 'params'>

/** Milliseconds; by then the page has asked, or it never will. */
const KEPT_MS = 10_000

const begun = new Map<string, Promise<Response>>()
endWithSession(() => begun.clear())

/**
 * Begins reads while the part of the app that wants them is still on its way. Each answer is handed out once, to who
 * asks for the same with the same token; the rest is forgotten.
 */
export function readEarly(reads: readonly Read[]): void {
  const token = getAccess()
  if (!token || (millisecondsToRefresh() ?? 0) <= 0) return
  for (const read of reads) {
    const headers = { Authorization: `Bearer ${token}` }
    const answer = open({ ...read, method: 'GET', headers }, AbortSignal.timeout(TIMEOUT_MS))
    // Whoever takes it hears of it.
    answer.catch(() => {})
    begun.set(keyOf(read, headers.Authorization), answer)
  }
  setTimeout(() => begun.clear(), KEPT_MS)
}

/** The answer that was asked for early, if this is one of those. */
export function takeEarly(request: Outgoing): Promise<Response> | undefined {
  if (begun.size === 0 || request.method !== 'GET') return undefined
  const key = keyOf(request, request.headers?.Authorization)
  const answer = begun.get(key)
  begun.delete(key)
  return answer
}

function keyOf(request: Read, authorization: string | undefined): string {
  return `${authorization} ${urlOf(request)}`
}
