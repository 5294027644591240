import { ensureFresh, getUserId, renewRefused, userIdOf } from '@/lib/auth/tokens'
import { shownUserId } from '@/lib/session'
import { takeEarly } from './early'
import { ApiError } from './errors'
import { type ApiResponse, send } from './http'
import type { Outgoing } from './request'

type Config = Omit<Outgoing, 'method' | 'path' | 'body'>

/**
 * Requests of a signed-in person: carries a fresh token, retries once after a 401, throws ApiError.
 *
 * A request is the one of the person whose session the tab shows. It is not sent with the token of somebody who has
 * signed in since, here or in another tab; and when that happens while it is on its way, nobody hears how it ended.
 */
export const api = {
  get: <Data>(path: string, config?: Config) => request<Data>({ ...config, method: 'GET', path }),
  post: <Data>(path: string, body: object, config?: Config) =>
    request<Data>({ ...config, method: 'POST', path, body }),
  patch: <Data>(path: string, body: object, config?: Config) =>
    request<Data>({ ...config, method: 'PATCH', path, body }),
  delete: <Data>(path: string, config?: Config & Pick<Outgoing, 'body'>) =>
    request<Data>({ ...config, method: 'DELETE', path }),
}

/** Who a request is made for: whom the tab shows, or who is signed in. */
export function requester(): number | null {
  return shownUserId() ?? getUserId()
}

/** Throws ApiError unless `token` is this person's: what one asked for is not sent by another. */
export function assertOwn(owner: number | null, token: string | null): void {
  if (owner === null || (token !== null && userIdOf(token) === owner)) return
  throw ApiError.signedOut()
}

async function request<Data>({ userId, ...outgoing }: Outgoing): Promise<ApiResponse<Data>> {
  const owner = userId ?? requester()
  const token = await ensureFresh()
  assertOwn(owner, token)
  try {
    const request = withToken(outgoing, token)
    return await forOwner(owner, send<Data>(request, takeEarly(request)))
  } catch (error) {
    if (!token || !(error instanceof ApiError) || error.status !== 401) throw error
    const renewed = await renewRefused(token)
    if (!renewed) throw error
    assertOwn(owner, renewed)
    return forOwner(owner, send<Data>(withToken(outgoing, renewed)))
  }
}

/** The answer; but when somebody else is signed in by then, it never comes: there is nobody to be told. */
async function forOwner<Answer>(owner: number | null, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer
  } finally {
    const now = getUserId()
    if (owner !== null && now !== null && now !== owner) await new Promise(() => {})
  }
}

function withToken(outgoing: Outgoing, token: string | null): Outgoing {
  if (!token) return outgoing
  return { ...outgoing, headers: { ...outgoing.headers, Authorization: `Bearer ${token}` } }
}
