import { jwtDecode } from 'jwt-decode'
import { ApiError } from '@/lib/api/errors'
import { postJson } from '@/lib/api/http'

/*
 * The token store: one pair in localStorage, shared by every tab of the site.
 *
 * The server rotates refresh tokens and blacklists the old one, so two tabs that refresh with the same token
 * would sign each other out. Therefore a refresh runs under a Web Lock and re-reads storage inside it; where
 * Web Locks are missing (plain http on a LAN), a refusal is only believed when storage still holds the token
 * that was refused.
 */

const STORAGE_KEY = 'lr.tokens'
const LOCK_NAME = 'lr.token-refresh'
const REFRESH_MARGIN_SECONDS = 5 * 60

export interface TokenPair {
  access: string
  refresh: string
}

interface StoredPair extends TokenPair {
  /** Server clock minus this machine's clock in milliseconds, taken when the access token was issued. */
  skew: number
}

const listeners = new Set<() => void>()
let refreshing: Promise<string | null> | null = null
let parsed: { raw: string | null; pair: StoredPair | null } = { raw: null, pair: null }

/** The access token held now, whether or not it is still valid; null when nobody is signed in. */
export function getAccess(): string | null {
  return read()?.access ?? null
}

export function getRefresh(): string | null {
  return read()?.refresh ?? null
}

/** Stores a new pair (sign-in or rotation) and tells every subscriber, in this tab and in others. */
export function saveTokens(pair: TokenPair): void {
  const issued = jwtDecode(pair.access).iat
  const skew = issued === undefined ? 0 : issued * 1000 - Date.now()
  localStorage.setItem(STORAGE_KEY, JSON.stringify({ access: pair.access, refresh: pair.refresh, skew }))
  notify()
}

/** Forgets the pair: this browser is signed out. */
export function clearTokens(): void {
  localStorage.removeItem(STORAGE_KEY)
  notify()
}

/** Calls back after the tokens changed, here or in another tab. Returns the function that stops it. */
export function subscribe(callback: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', onStorage)
  listeners.add(callback)
  return () => {
    listeners.delete(callback)
    if (listeners.size === 0) window.removeEventListener('storage', onStorage)
  }
}

/**
 * Milliseconds until the access token should be renewed: five minutes before it expires, or half its life for
 * short-lived ones. Zero or less means now; null means nobody is signed in.
 */
export function millisecondsToRefresh(): number | null {
  const pair = read()
  if (!pair) return null
  const { exp = 0, iat = exp } = jwtDecode(pair.access)
  const margin = Math.min(REFRESH_MARGIN_SECONDS, (exp - iat) / 2)
  return (exp - margin) * 1000 - serverNow(pair)
}

/**
 * An access token good for a request now, renewed first when fewer than five minutes remain.
 *
 * Resolves to null when nobody is signed in, or when the server refused the refresh token (which signs out).
 * When the server cannot be reached it resolves to the held token while that is valid and rejects with the
 * ApiError when it is not: trouble on the way never signs anyone out.
 */
export async function ensureFresh(): Promise<string | null> {
  const wait = millisecondsToRefresh()
  if (wait === null) return null
  if (wait > 0) return getAccess()
  try {
    return await renew(getAccess())
  } catch (error) {
    if (isStillValid()) return getAccess()
    throw error
  }
}

/**
 * Renews after the server refused `refused` with a 401. Another tab may have renewed since; then its token is
 * the answer. Resolves to null when the session is over.
 */
export function renewRefused(refused: string): Promise<string | null> {
  return renew(refused)
}

/** One renewal at a time in this tab; across tabs the lock makes the others wait and then reuse the result. */
function renew(stale: string | null): Promise<string | null> {
  refreshing ??= withLock(() => rotate(stale)).finally(() => {
    refreshing = null
  })
  return refreshing
}

async function rotate(stale: string | null): Promise<string | null> {
  const held = read()
  if (!held || held.access !== stale) return held?.access ?? null
  try {
    const pair = await postJson<TokenPair>('token/refresh/', { refresh: held.refresh })
    // Signed out, or in as someone else, while the answer was on its way: it no longer counts.
    if (getRefresh() === held.refresh) saveTokens(pair)
    return getAccess()
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (getRefresh() === held.refresh) clearTokens()
    return getAccess()
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && [400, 401, 403].includes(error.status)
}

async function withLock(task: () => Promise<string | null>): Promise<string | null> {
  if (!('locks' in navigator)) return task()
  return await navigator.locks.request(LOCK_NAME, task)
}

function isStillValid(): boolean {
  const pair = read()
  return pair !== null && (jwtDecode(pair.access).exp ?? 0) * 1000 > serverNow(pair)
}

function serverNow(pair: StoredPair): number {
  return Date.now() + pair.skew
}

function read(): StoredPair | null {
  const raw = localStorage.getItem(STORAGE_KEY)
  if (raw !== parsed.raw) parsed = { raw, pair: parse(raw) }
  return parsed.pair
}

function parse(raw: string | null): StoredPair | null {
  if (raw === null) return null
  try {
    const value = JSON.parse(raw) as Partial<StoredPair>
    if (!value.access || !value.refresh) return null
    jwtDecode(value.access)
    return { access: value.access, refresh: value.refresh, skew: value.skew ?? 0 }
  } catch {
    return null
  }
}

function onStorage(event: StorageEvent): void {
  if (event.key === STORAGE_KEY || event.key === null) notify()
}

function notify(): void {
  for (const listener of [...listeners]) listener()
}
