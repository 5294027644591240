import { SleepWatch } from '@/lib/sleepWatch'
import { backoffDelay, RESTART_SPREAD_MS, STABLE_AFTER_MS } from './backoff'
import {
  BEARER_PREFIX,
  type ClientFrame,
  CloseCode,
  type FeedFrame,
  type HereFrame,
  type PresenceFrame,
  parseFrame,
  type Reader,
  type ServerFrame,
  SUBPROTOCOL,
} from './protocol'

/** Why the connection gave up for good: nobody is signed in any more, or this origin or user is not let in. */
export type StopReason = 'signed_out' | 'refused'

export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'stopped'

/** Where tokens come from. Both reject when the server cannot be reached; null means the session is over. */
interface TokenSource {
  ensureFresh(): Promise<string | null>
  /** A new token after the server refused `refused`. */
  renewRefused(refused: string): Promise<string | null>
}

interface ConnectionHandlers {
  onState(state: ConnectionState, stopped: StopReason | null): void
  /** A frame that moves the replica. The first one of every socket is `connection_established`. */
  onFrame(frame: FeedFrame): void
  /** The server's head, as it answered a ping. */
  onHead(seq: number): void
  onPresence(frame: PresenceFrame | HereFrame): void
  /** The person may do more or less than before. */
  onRights(): void
  /** What clients keep beside products, such as "categories", is another now. */
  onChanged(what: string): void
}

export interface ConnectionOptions {
  url: string
  tokens: TokenSource
  handlers: ConnectionHandlers
  reader: Reader
  /** For tests: a socket and a dice. */
  createSocket?: (url: string, protocols: string[]) => WebSocket
  random?: () => number
}

type Timer = ReturnType<typeof setTimeout>

/** How long the server may take to greet, to answer a ping, and to answer when the page has just woken. */
export const GREETING_TIMEOUT_MS = 15_000
export const PONG_TIMEOUT_MS = 10_000
export const PROBE_TIMEOUT_MS = 4_000
/** Renew this long before the token ends: inside the token store's own margin, so that it yields a new one. */
const RENEW_BEFORE_MS = 4 * 60_000
/** A clock that is wrong by hours must not make renewal a loop. */
const RENEW_WRONG_CLOCK_MS = 30_000
const MAX_TIMEOUT_MS = 2 ** 31 - 1

/**
 * One WebSocket after another, for as long as somebody is signed in. Knows about sockets, tokens, time and the
 * browser's wake-ups; what the frames mean is not its business.
 */
export class Connection {
  private readonly options: ConnectionOptions
  private readonly random: () => number
  private socket: WebSocket | null = null
  private state: ConnectionState = 'stopped'
  /** Counts connects and disconnects, so that what belongs to an earlier attempt can tell. */
  private attempt = 0
  private failures = 0
  private token = ''
  private openedAt: number | null = null
  private readonly heard = new SleepWatch()
  private heartbeatMs = 25_000
  private retryTimer: Timer | undefined
  private pingTimer: Timer | undefined
  private deadline: Timer | undefined
  private renewTimer: Timer | undefined

  constructor(options: ConnectionOptions) {
    this.options = options
    this.random = options.random ?? Math.random
  }

  start(): void {
    if (this.state !== 'stopped') return
    window.addEventListener('online', this.wake)
    window.addEventListener('offline', this.probe)
    document.addEventListener('visibilitychange', this.onVisibility)
    this.failures = 0
    void this.connect()
  }

  stop(): void {
    this.end(null)
  }

  /** Sends when a socket is open; otherwise the next greeting sorts out what there is to say. */
  send(frame: ClientFrame): boolean {
    if (this.state !== 'open' || !this.socket) return false
    this.socket.send(JSON.stringify(frame))
    return true
  }

  /** Gives up this socket and opens another. */
  reconnect(): void {
    if (this.state === 'stopped') return
    this.abandonSocket()
    this.retryIn(this.nextDelay())
  }

  /** Asks the server for a sign of life; without one in time the socket counts as dead. */
  private readonly probe = (): void => {
    if (this.state === 'open') this.ping(PROBE_TIMEOUT_MS)
  }

  private readonly onVisibility = (): void => {
    if (document.visibilityState === 'visible') this.wake()
  }

  /** The machine woke up, or the network came back: do not sit out the wait, do not trust an old socket. */
  private readonly wake = (): void => {
    if (this.state === 'waiting') {
      this.failures = 0
      void this.connect()
    } else if (this.heard.elapsed() > this.heartbeatMs) {
      // Between two pings silence is normal, so only a longer one is worth a question.
      this.probe()
    }
  }

  private async connect(): Promise<void> {
    clearTimeout(this.retryTimer)
    const attempt = ++this.attempt
    this.setState('connecting')
    let token: string | null
    try {
      token = await this.options.tokens.ensureFresh()
    } catch {
      if (attempt === this.attempt) this.retryIn(this.nextDelay())
      return
    }
    if (attempt !== this.attempt) return
    if (token === null) this.end('signed_out')
    else this.open(token, attempt)
  }

  private open(token: string, attempt: number): void {
    const create = this.options.createSocket ?? ((url, protocols) => new WebSocket(url, protocols))
    const socket = create(this.options.url, [SUBPROTOCOL, BEARER_PREFIX + token])
    this.token = token
    this.socket = socket
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (attempt === this.attempt && typeof event.data === 'string') this.receive(event.data)
    }
    socket.onclose = (event) => {
      if (attempt === this.attempt) this.closed(event.code)
    }
    this.expectWithin(GREETING_TIMEOUT_MS)
  }

  private receive(text: string): void {
    this.heard.restart()
    const frame = parseFrame(text, this.options.reader)
    if (this.state === 'open') clearTimeout(this.deadline)
    if (frame) this.dispatch(frame)
  }

  private dispatch(frame: ServerFrame): void {
    switch (frame.type) {
      case 'pong':
        this.options.handlers.onHead(frame.seq)
        return
      case 'presence':
      case 'here':
        this.options.handlers.onPresence(frame)
        return
      case 'rights':
        this.options.handlers.onRights()
        return
      case 'changed':
        this.options.handlers.onChanged(frame.what)
        return
      case 'auth_ok':
        this.scheduleRenewal(frame.token_expires)
        return
      case 'error':
        return
      case 'connection_established':
        clearTimeout(this.deadline)
        this.openedAt = performance.now()
        this.heartbeatMs = frame.heartbeat * 1000
        this.setState('open')
        this.schedulePing()
        this.scheduleRenewal(frame.token_expires)
    }
    this.options.handlers.onFrame(frame)
  }

  private schedulePing(): void {
    clearTimeout(this.pingTimer)
    this.pingTimer = setTimeout(() => {
      this.ping(PONG_TIMEOUT_MS)
      this.schedulePing()
    }, this.heartbeatMs)
  }

  private ping(timeout: number): void {
    this.send({ type: 'ping' })
    this.expectWithin(timeout)
  }

  private expectWithin(timeout: number): void {
    clearTimeout(this.deadline)
    this.deadline = setTimeout(() => this.reconnect(), timeout)
  }

  private scheduleRenewal(expires: number): void {
    clearTimeout(this.renewTimer)
    const left = expires * 1000 - Date.now()
    // The token store renews short-lived tokens at half their life, so a moment after that there is a new one.
    const wait = left > 0 ? Math.max(left - RENEW_BEFORE_MS, left / 2 + 1000) : RENEW_WRONG_CLOCK_MS
    this.renewTimer = setTimeout(() => void this.renew(expires), Math.min(MAX_TIMEOUT_MS, wait))
  }

  /** Brings a new token over the open socket. Failing is no harm: the server closes with 4401 and we come back. */
  private async renew(expires: number): Promise<void> {
    const attempt = this.attempt
    const token = await this.options.tokens.ensureFresh().catch(() => undefined)
    if (attempt !== this.attempt) return
    if (token === null) this.end('signed_out')
    else if (token === undefined || token === this.token) this.scheduleRenewal(expires)
    else {
      this.token = token
      this.send({ type: 'auth', token })
    }
  }

  private closed(code: number): void {
    this.abandonSocket()
    switch (code) {
      case CloseCode.forbidden:
        this.end('refused')
        return
      case CloseCode.unauthenticated:
        void this.renewThenConnect()
        return
      case CloseCode.restarting:
        // Everybody was sent away at once: come back spread out.
        this.retryIn(this.random() * RESTART_SPREAD_MS)
        return
      default:
        this.retryIn(this.nextDelay())
    }
  }

  private async renewThenConnect(): Promise<void> {
    const attempt = this.attempt
    this.setState('waiting')
    const token = await this.options.tokens.renewRefused(this.token).catch(() => undefined)
    if (attempt !== this.attempt) return
    if (token === null) this.end('signed_out')
    else this.retryIn(this.nextDelay())
  }

  private retryIn(delay: number): void {
    this.setState('waiting')
    clearTimeout(this.retryTimer)
    this.retryTimer = setTimeout(() => void this.connect(), delay)
  }

  /** A socket that lasted starts the backoff over; one that was thrown out at once does not. */
  private nextDelay(): number {
    if (this.openedAt !== null && performance.now() - this.openedAt >= STABLE_AFTER_MS) this.failures = 0
    this.openedAt = null
    return backoffDelay(this.failures++, this.random)
  }

  private abandonSocket(): void {
    this.attempt++
    clearTimeout(this.pingTimer)
    clearTimeout(this.deadline)
    clearTimeout(this.renewTimer)
    // close() waits for an answer that a dead network never gives; nobody waits with it.
    this.socket?.close()
    this.socket = null
  }

  private end(reason: StopReason | null): void {
    this.abandonSocket()
    clearTimeout(this.retryTimer)
    window.removeEventListener('online', this.wake)
    window.removeEventListener('offline', this.probe)
    document.removeEventListener('visibilitychange', this.onVisibility)
    this.setState('stopped', reason)
  }

  private setState(state: ConnectionState, stopped: StopReason | null = null): void {
    if (this.state === state) return
    this.state = state
    this.options.handlers.onState(state, stopped)
  }
}
