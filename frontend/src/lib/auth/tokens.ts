import { jwtDecode } from 'jwt-decode'
import { ApiError } from '@/lib/api/errors'
import { postJson } from '@/lib/api/http'
import { lasting } from '@/lib/storage'

/*
 * The token store: one pair in the browser's storage, shared by every tab of the site.
 *
 * A refresh token is for one use, and several tabs hold the same one. A refresh runs under a Web Lock and looks at the
 * store again inside it. Where Web Locks are missing (plain http on a LAN) tabs may refresh at once: the server gives
 * all of them the same pair for a while, each tab waits a different time before it renews, and a refusal is believed
 * only when the store is still the same some seconds later, as the tab that won may not have stored its pair yet.
 */

const STORAGE_KEY = 'lr.tokens'
const LOCK_NAME = 'lr.token-refresh'
const REFRESH_MARGIN_SECONDS = 5 * 60
/**
 * Milliseconds after which a renewal is tried again, as its answer may be lost. The server gives the same pair again for
 * two minutes (LEEWAY in accounts/sessions.py): several tries have to fall into them.
 */
const ANSWER_MS = 10_000
/** Milliseconds in which another tab that has won stores what it won. */
export const BELIEF_MS = 4000

export interface TokenPair {
  access: string
  refresh: string
}

interface StoredPair extends TokenPair {
  /** Server clock minus this machine's clock in milliseconds, taken when the access token was issued. */
  skew: number
}

interface Claims {
  user_id: string
  /** Seconds since 1970. */
  exp?: number
  iat?: number
}

/** Stands where the pair stood when its refresh token was refused, for a tab that hears of another end too late. */
interface Refused {
  refused: string
}

const listeners = new Set<() => void>()
let renewal: { stale: string | null; result: Promise<string | null> } | null = null
let parsed: { raw: string | null; pair: StoredPair | null } = { raw: null, pair: null }
/** The token decoded last: each component that is drawn asks again who is signed in. */
let decoded: { access: string; claims: Claims } | undefined

/** The access token held now, whether or not it is still valid; null when nobody is signed in. */
export function getAccess(): string | null {
  return read()?.access ?? null
}

export function getRefresh(): string | null {
  return read()?.refresh ?? null
}

/** The id of the signed-in person, whose token is held; null when nobody is signed in. */
export function getUserId(): number | null {
  const access = getAccess()
  return access === null ? null : userIdOf(access)
}

/** Whose token this is. */
export function userIdOf(access: string): number {
  return Number(claimsOf(access).user_id)
}

/** Whether this browser does not keep the pair: the person is signed in in this tab, for as long as it is open. */
export function isOnlyInThisTab(): boolean {
  return lasting.isOnlyHere(STORAGE_KEY)
}

/** Stores a new pair (sign-in or rotation) and tells every subscriber, in this tab and in others. */
export function saveTokens(pair: TokenPair): void {
  const issued = claimsOf(pair.access).iat
  const skew = issued === undefined ? 0 : issued * 1000 - Date.now()
  lasting.set(STORAGE_KEY, JSON.stringify({ access: pair.access, refresh: pair.refresh, skew }))
  notify()
}

/** Forgets the pair: this browser is signed out. */
export function clearTokens(): void {
  lasting.remove(STORAGE_KEY)
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
  return endOf(pair.access) - marginOf(pair.access) - serverNow(pair)
}

/** Milliseconds up to which a tab may put the renewal off, so that not all tabs renew in the same instant. */
export function refreshSpread(): number {
  const access = getAccess()
  return access === null ? 0 : marginOf(access) / 10
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

/**
 * One renewal at a time in this tab; across tabs the lock makes the others wait and then reuse the result. Whoever asks
 * for the same token gets the same result; whoever asks for another one waits, and looks for himself.
 */
function renew(stale: string | null): Promise<string | null> {
  if (renewal?.stale === stale) return renewal.result
  const before = renewal?.result.catch(() => null)
  const result = Promise.resolve(before).then(() => withLock(() => rotate(stale)))
  const mine = { stale, result }
  renewal = mine
  const end = () => {
    if (renewal === mine) renewal = null
  }
  result.then(end, end)
  return result
}

async function rotate(stale: string | null): Promise<string | null> {
  const held = read()
  if (!held || held.access !== stale) return held?.access ?? null
  const { refresh } = held
  try {
    // The server may have spent the token although the page is left before it answers.
    const pair = await postJson('token/refresh/', { refresh }, { keepalive: true, timeout: ANSWER_MS })
    // Signed out, or in as someone else, while the answer was on its way: it no longer counts.
    if (getRefresh() === refresh || wasRefused(refresh)) saveTokens(pair)
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (await isStillHeld(refresh)) {
      lasting.set(STORAGE_KEY, JSON.stringify({ refused: refresh } satisfies Refused))
      notify()
    }
  }
  return getAccess()
}

/** Resolves after BELIEF_MS, or as soon as the store holds something else: whether it does not. */
function isStillHeld(refresh: string): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (isOver: boolean) => {
      const isHeld = getRefresh() === refresh
      if (isHeld && !isOver) return
      clearTimeout(timer)
      stop()
      resolve(isHeld)
    }
    const timer = setTimeout(() => look(true), BELIEF_MS)
    const stop = subscribe(() => look(false))
    look(false)
  })
}

/** Another tab has believed a refusal of the token that this one has just exchanged. */
function wasRefused(refresh: string): boolean {
  return lasting.get(STORAGE_KEY) === JSON.stringify({ refused: refresh } satisfies Refused)
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
  return pair !== null && endOf(pair.access) > serverNow(pair)
}

/** When the token ends, in milliseconds since 1970 by the server's clock. */
function endOf(access: string): number {
  return (claimsOf(access).exp ?? 0) * 1000
}

/** How long before its end the token is renewed. */
function marginOf(access: string): number {
  const { exp = 0, iat = exp } = claimsOf(access)
  return Math.min(REFRESH_MARGIN_SECONDS, (exp - iat) / 2) * 1000
}

function claimsOf(access: string): Claims {
  if (decoded?.access !== access) decoded = { access, claims: jwtDecode<Claims>(access) }
  return decoded.claims
}

function serverNow(pair: StoredPair): number {
  return Date.now() + pair.skew
}

function read(): StoredPair | null {
  const raw = lasting.get(STORAGE_KEY)
  if (raw !== parsed.raw) parsed = { raw, pair: parse(raw) }
  return parsed.pair
}

function parse(raw: string | null): StoredPair | null {
  if (raw === null) return null
  try {
    const value = JSON.parse(raw) as Partial<StoredPair>
    if (!value.access || !value.refresh) return null
    claimsOf(value.access)
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
