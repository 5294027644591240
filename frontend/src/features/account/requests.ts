import { ApiError } from '@/lib/api/errors'
import { postJson } from '@/lib/api/http'
import type { Answer } from '@/lib/api/types'
import { clearTokens, getRefresh, saveTokens } from '@/lib/auth/tokens'

export interface Credentials {
  username: string
  password: string
}

export interface Registration extends Credentials {
  email: string
  /** The secret of an invitation or of a set-up link. */
  invitation?: string
}

/** Signs in. Throws ApiError: 401 for a wrong name or password, 429 after too many attempts. */
export async function signIn({ username, password }: Credentials): Promise<void> {
  saveTokens(await postJson('token/', { username, password }))
}

/** Creates the account, once for each `key`, and signs in. */
export async function register(registration: Registration, key: string): Promise<void> {
  const headers = { 'Idempotency-Key': key }
  await postJson('user/register/', registration, { headers })
  await signIn(registration)
}

/** Whether a link of one use has been used, has expired, or was taken back. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 410
}

/** What the secret of a link opens. */
export type Invitation = Answer<'Invited'>
export type ResetLink = Answer<'Reset'>

/** Throws ApiError: `isGone` when it opens nothing any more. */
export function readInvitation(code: string): Promise<Invitation> {
  return postJson('invitations/read/', { code })
}

/** Whose password a link sets. Throws as `readInvitation` does. */
export function readResetLink(code: string): Promise<ResetLink> {
  return postJson('account/password/reset/read/', { code })
}

/** Has a link sent, if somebody has this address. */
export async function requestReset(email: string): Promise<void> {
  await postJson('account/password/reset/', { email })
}

/** Throws ApiError: 400 for a password that is too weak. */
export async function confirmReset(code: string, password: string): Promise<void> {
  await postJson('account/password/reset/confirm/', { code, password })
}

export async function confirmEmail(code: string): Promise<void> {
  await postJson('account/email/confirm/', { code })
}

/** Signs out at once, then asks the server to refuse the refresh token from now on. */
export async function signOut(): Promise<void> {
  const refresh = getRefresh()
  clearTokens()
  if (refresh) await postJson('token/blacklist/', { refresh })
}
