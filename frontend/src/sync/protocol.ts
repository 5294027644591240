import type { Resource } from './resource'
import type { Row } from './row'

/*
 * The words of the live feed, as docs/protocol.md gives them. Frames keep their wire names, so what is parsed is
 * what is logged. The parser is written by hand: it runs for every event of every open screen.
 */

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

/** The stock movement behind a change; of several in one transaction, the last. */
export interface FeedMovement {
  id: number
  delta: number
  balance_after: number
  reason: string
  note: string
  actor: string | null
  source: string
}

/** The product has just gone low, or has just recovered: said once, at the edge. */
export type StockAlert = 'low' | 'recovered'

/** One committed change of one product. A delete carries the last row. */
export interface FeedEvent {
  seq: number
  /** The event before this one; the client must have seen exactly that. */
  prev: number
  action: Action
  data: Row
  actor: string | null
  at: string
  movement: FeedMovement | null
  alert: StockAlert | null
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

/** What the person may do has changed. What they may do now is not said: it is asked. */
interface RightsFrame {
  type: 'rights'
}

/** Frames that move the replica; the others concern the connection alone. */
export type FeedFrame = EstablishedFrame | EventFrame | EventsFrame | BulkFrame | ResumedFrame | ResetFrame

export type ServerFrame = FeedFrame | PongFrame | AuthOkFrame | ErrorFrame | PresenceFrame | RightsFrame

export type ClientFrame =
  | { type: 'resume'; epoch: string; seq: number }
  | { type: 'ping' }
  | { type: 'auth'; token: string }
  | { type: 'presence'; product: number; mode: PresenceMode }
  | { type: 'presence'; product: null }

/**
 * Reads one frame. Returns null for what this client does not understand: not JSON, a type of a later version,
 * or a field of the wrong kind. Ignoring such a frame is safe, because an event that was ignored leaves a gap,
 * and a gap leads to a resume.
 */
export function parseFrame(text: string, isRow: Resource['isRow']): ServerFrame | null {
  const frame = readJson(text)
  if (!isRecord(frame)) return null
  const isEvent = (value: unknown) => isEventOf(value, isRow)
  switch (frame.type) {
    case 'event':
      return isEvent(frame) ? (withStock(frame) as unknown as EventFrame) : null
    case 'events':
      return isSpan(frame) && Array.isArray(frame.items) && frame.items.every(isEvent)
        ? ({ ...frame, items: frame.items.map(withStock) } as unknown as EventsFrame)
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
      return isCount(frame.product) && Array.isArray(frame.people) && frame.people.every(isPerson)
        ? { type: 'presence', product: frame.product, people: frame.people }
        : null
    case 'rights':
      return { type: 'rights' }
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

function isEventOf(value: unknown, isRow: Resource['isRow']): boolean {
  return (
    isRecord(value) &&
    isSpan(value) &&
    (value.action === 'create' || value.action === 'update' || value.action === 'delete') &&
    (value.actor === null || typeof value.actor === 'string') &&
    isText(value.at) &&
    isRow(value.data)
  )
}

/**
 * What an event says beside the row is a courtesy: older servers leave it out, and an event is too precious to be
 * refused for it.
 */
function withStock(event: Record<string, unknown>): Record<string, unknown> {
  const { movement, alert } = event
  return {
    ...event,
    movement: isMovement(movement) ? movement : null,
    alert: alert === 'low' || alert === 'recovered' ? alert : null,
  }
}

function isMovement(value: unknown): boolean {
  return (
    isRecord(value) &&
    isCount(value.id) &&
    Number.isSafeInteger(value.delta) &&
    isCount(value.balance_after) &&
    isText(value.reason) &&
    typeof value.note === 'string' &&
    (value.actor === null || typeof value.actor === 'string') &&
    typeof value.source === 'string'
  )
}

function isPerson(value: unknown): value is Person {
  return (
    isRecord(value) &&
    isCount(value.id) &&
    isText(value.username) &&
    (value.mode === 'view' || value.mode === 'edit')
  )
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
