import type { Resource } from './resource'
import type { Extras, Row } from './row'

/*
 * The words of the live feed, as docs/protocol.md gives them. Frames keep their wire names, so what is parsed is
 * what is logged. The parser is written by hand: it runs for every event of every open screen.
 */

/** What an entity must say, for events of it to be read. */
export type Reader = Pick<Resource, 'isRow' | 'readExtras'>

export const SUBPROTOCOL = 'inventory.v1'
export const BEARER_PREFIX = 'bearer.'

/** Why the server closed the socket. 4400 to 4499 belong to this protocol; 1012 is the standard's. */
export const CloseCode = {
  restarting: 1012,
  badFrame: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  tooSlow: 4429,
} as const

export type Action = 'create' | 'update' | 'delete'

/** One committed change of one row. A delete carries the last one. What the wire has beside it is in `extras`. */
export interface FeedEvent {
  seq: number
  /** The event before this one; the client must have seen exactly that. */
  prev: number
  action: Action
  data: Row
  actor: string | null
  at: string
  extras: Extras
}

export interface EstablishedFrame {
  type: 'connection_established'
  epoch: string
  /** Head of the log: this socket carries every event after it. */
  seq: number
  floor: number
  /** Seconds between pings. */
  heartbeat: number
  /** Unix time in seconds. */
  token_expires: number
  user: { id: number; username: string }
}

export type EventFrame = FeedEvent & { type: 'event' }

interface EventsFrame {
  type: 'events'
  prev: number
  seq: number
  items: FeedEvent[]
}

/** Too many rows changed at once to name them. */
interface BulkFrame {
  type: 'bulk'
  seq: number
  prev: number
  count: number
}

interface ResumedFrame {
  type: 'resumed'
  from: number
  to: number
}

interface ResetFrame {
  type: 'reset'
  reason: string
  epoch: string
  seq: number
}

export interface PongFrame {
  type: 'pong'
  seq: number
}

interface AuthOkFrame {
  type: 'auth_ok'
  token_expires: number
}

interface ErrorFrame {
  type: 'error'
  code: string
  detail: string
}

export type PresenceMode = 'view' | 'edit'

/** Somebody who has a product open. */
export interface Person {
  id: number
  username: string
  mode: PresenceMode
}

/** Everybody at the product that this socket has announced, its own person included. */
export interface PresenceFrame {
  type: 'presence'
  product: number
  people: Person[]
}

/** Everybody who looks at a screen of this place, and who edits which product; this socket's own person included. */
export interface HereFrame {
  type: 'here'
  people: { id: number; username: string }[]
  editing: { product: number; id: number; username: string }[]
}

/** What the person may do has changed. What they may do now is not said: it is asked. */
interface RightsFrame {
  type: 'rights'
}

/** Something that clients keep beside products is to be asked for again. */
interface ChangedFrame {
  type: 'changed'
  what: string
}

/** Frames that move the replica; the others concern the connection alone. */
export type FeedFrame = EstablishedFrame | EventFrame | EventsFrame | BulkFrame | ResumedFrame | ResetFrame

export type ServerFrame =
  | FeedFrame
  | PongFrame
  | AuthOkFrame
  | ErrorFrame
  | PresenceFrame
  | HereFrame
  | RightsFrame
  | ChangedFrame

export type ClientFrame =
  | { type: 'resume'; epoch: string; seq: number }
  | { type: 'ping' }
  | { type: 'auth'; token: string }
  | { type: 'presence'; product: number; mode: PresenceMode }
  | { type: 'presence'; product: null }
  | { type: 'here' }

/**
 * Reads one frame. Returns null for what this client does not understand: not JSON, a type of a later version,
 * or a field of the wrong kind. Ignoring such a frame is safe, because an event that was ignored leaves a gap,
 * and a gap leads to a resume.
 */
export function parseFrame(text: string, resource: Reader): ServerFrame | null {
  const frame = readJson(text)
  if (!isRecord(frame)) return null
  const withExtras = (event: Record<string, unknown>) => ({ ...event, extras: resource.readExtras(event) })
  const isEvent = (value: unknown) => isEventOf(value, resource)
  switch (frame.type) {
    case 'event':
      return isEvent(frame) ? (withExtras(frame) as unknown as EventFrame) : null
    case 'events':
      return isSpan(frame) && Array.isArray(frame.items) && frame.items.every(isEvent)
        ? ({ ...frame, items: frame.items.map(withExtras) } as unknown as EventsFrame)
        : null
    case 'pong':
      return isCount(frame.seq) ? { type: 'pong', seq: frame.seq } : null
    default:
      return parseRare(frame)
  }
}

function parseRare(frame: Record<string, unknown>): ServerFrame | null {
  switch (frame.type) {
    case 'connection_established':
      return isEstablished(frame) ? (frame as unknown as EstablishedFrame) : null
    case 'bulk':
      return isSpan(frame) && isCount(frame.count) ? (frame as unknown as BulkFrame) : null
    case 'resumed':
      return isCount(frame.from) && isCount(frame.to)
        ? { type: 'resumed', from: frame.from, to: frame.to }
        : null
    case 'reset':
      return isText(frame.epoch) && isCount(frame.seq) && isText(frame.reason)
        ? { type: 'reset', reason: frame.reason, epoch: frame.epoch, seq: frame.seq }
        : null
    case 'auth_ok':
      return isCount(frame.token_expires) ? { type: 'auth_ok', token_expires: frame.token_expires } : null
    case 'presence':
      return isCount(frame.product) && isListOf(frame.people, isPerson)
        ? { type: 'presence', product: frame.product, people: frame.people }
        : null
    case 'here':
      return isListOf(frame.people, isNamed) && isListOf(frame.editing, isEditing)
        ? { type: 'here', people: frame.people, editing: frame.editing }
        : null
    case 'rights':
      return { type: 'rights' }
    case 'changed':
      return isText(frame.what) ? { type: 'changed', what: frame.what } : null
    case 'error':
      return isText(frame.code) && isText(frame.detail)
        ? { type: 'error', code: frame.code, detail: frame.detail }
        : null
    default:
      return null
  }
}

function isEstablished(frame: Record<string, unknown>): boolean {
  const { user } = frame
  return (
    isText(frame.epoch) &&
    isCount(frame.seq) &&
    isCount(frame.floor) &&
    isPositive(frame.heartbeat) &&
    isPositive(frame.token_expires) &&
    isRecord(user) &&
    isCount(user.id) &&
    typeof user.username === 'string'
  )
}

function isEventOf(value: unknown, { isRow }: Reader): boolean {
  return (
    isRecord(value) &&
    isSpan(value) &&
    (value.action === 'create' || value.action === 'update' || value.action === 'delete') &&
    (value.actor === null || typeof value.actor === 'string') &&
    isText(value.at) &&
    isRow(value.data)
  )
}

function isPerson(value: unknown): value is Person {
  return isNamed(value) && 'mode' in value && (value.mode === 'view' || value.mode === 'edit')
}

function isEditing(value: unknown): value is HereFrame['editing'][number] {
  return isNamed(value) && 'product' in value && isCount(value.product)
}

function isNamed(value: unknown): value is HereFrame['people'][number] {
  return isRecord(value) && isCount(value.id) && isText(value.username)
}

function isListOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.every(isItem)
}

function isSpan(frame: Record<string, unknown>): boolean {
  return isCount(frame.seq) && isCount(frame.prev) && frame.prev < frame.seq
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0
}
