import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { products } from '@/entities/product/resource'
import { FakeNetwork, makeEvent, makeProduct } from '@/testing/feed'
import { BACKOFF_MAX_MS, RESTART_SPREAD_MS } from './backoff'
import { Connection, GREETING_TIMEOUT_MS, PONG_TIMEOUT_MS, PROBE_TIMEOUT_MS } from './connection'
import { CloseCode } from './protocol'

const START = Date.UTC(2026, 0, 1)

function setUp() {
  const network = new FakeNetwork()
  const tokens = {
    ensureFresh: vi.fn<() => Promise<string | null>>().mockResolvedValue('jwt.one'),
    renewRefused: vi.fn<(refused: string) => Promise<string | null>>().mockResolvedValue('jwt.two'),
  }
  const handlers = {
    onState: vi.fn(),
    onFrame: vi.fn(),
    onHead: vi.fn(),
    onPresence: vi.fn(),
    onRights: vi.fn(),
    onChanged: vi.fn(),
  }
  const dice = { value: 0.5 }
  const connection = new Connection({
    reader: products,
    url: 'ws://host/ws/products/',
    tokens,
    handlers,
    createSocket: network.createSocket,
    random: () => dice.value,
  })
  connections.push(connection)
  return { network, tokens, handlers, dice, connection }
}

/** Starts a connection and brings it to the greeting. */
async function opened() {
  const all = setUp()
  all.connection.start()
  await vi.advanceTimersByTimeAsync(0)
  all.network.last.greet()
  return all
}

const connections: Connection[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: START })
})

afterEach(() => {
  for (const connection of connections.splice(0)) connection.stop()
  vi.useRealTimers()
})

describe('opening', () => {
  it('carries a fresh token as a subprotocol, never in the address', async () => {
    const { network, tokens } = await opened()
    expect(tokens.ensureFresh).toHaveBeenCalledOnce()
    expect(network.last.url).toBe('ws://host/ws/products/')
    expect(network.last.protocols).toEqual(['inventory.v1', 'bearer.jwt.one'])
  })

  it('is open only once the server has greeted', async () => {
    const { network, connection, handlers } = setUp()
    connection.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(connection.send({ type: 'ping' })).toBe(false)
    network.last.greet()
    expect(handlers.onState).toHaveBeenLastCalledWith('open', null)
    expect(connection.send({ type: 'ping' })).toBe(true)
  })

  it('hands on that the person may do more or less, and takes it for no change of a product', async () => {
    const { network, handlers } = await opened()
    handlers.onFrame.mockClear()
    network.last.say({ type: 'rights', role: 'viewer' })
    expect(handlers.onRights).toHaveBeenCalledOnce()
    expect(handlers.onFrame).not.toHaveBeenCalled()
  })

  it('gives up a socket that never greets', async () => {
    const { network, connection } = setUp()
    connection.start()
    await vi.advanceTimersByTimeAsync(GREETING_TIMEOUT_MS)
    expect(network.last.isClosed).toBe(true)
    await vi.advanceTimersByTimeAsync(1000)
    expect(network.sockets).toHaveLength(2)
  })

  it('keeps trying while no token can be had', async () => {
    const { network, tokens, connection, handlers } = setUp()
    tokens.ensureFresh.mockRejectedValueOnce(new Error('network')).mockRejectedValueOnce(new Error('network'))
    connection.start()
    await vi.advanceTimersByTimeAsync(5000)
    expect(tokens.ensureFresh).toHaveBeenCalledTimes(3)
    expect(network.sockets).toHaveLength(1)
    expect(handlers.onState).not.toHaveBeenCalledWith('stopped', expect.anything())
  })

  it('stops when nobody is signed in', async () => {
    const { network, tokens, connection, handlers } = setUp()
    tokens.ensureFresh.mockResolvedValue(null)
    connection.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(network.sockets).toHaveLength(0)
    expect(handlers.onState).toHaveBeenLastCalledWith('stopped', 'signed_out')
  })

  it('opens no socket when it was stopped while the token was on its way', async () => {
    const { network, connection } = setUp()
    connection.start()
    connection.stop()
    await vi.advanceTimersByTimeAsync(1000)
    expect(network.sockets).toHaveLength(0)
  })
})

describe('coming back', () => {
  it('waits longer after each failure, up to a limit, with full jitter', async () => {
    const { network, connection, dice } = setUp()
    dice.value = 1
    connection.start()
    await vi.advanceTimersByTimeAsync(0)
    const waits: number[] = []
    for (let failure = 0; failure < 8; failure++) {
      const opened = network.sockets.length
      const closedAt = Date.now()
      network.last.end(1006)
      while (network.sockets.length === opened) await vi.advanceTimersToNextTimerAsync()
      waits.push(Date.now() - closedAt)
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, BACKOFF_MAX_MS, BACKOFF_MAX_MS])
    dice.value = 0
    network.last.end(1006)
    await vi.advanceTimersByTimeAsync(0)
    expect(network.sockets).toHaveLength(10)
  })

  it('starts the backoff over only after a socket that lasted', async () => {
    const { network, dice } = await opened()
    dice.value = 1
    network.last.end(1006)
    await vi.advanceTimersByTimeAsync(500)
    network.last.greet()
    network.last.end(1006)
    await vi.advanceTimersByTimeAsync(500)
    expect(network.sockets).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(500)
    network.last.greet()
    await vi.advanceTimersByTimeAsync(10_000)
    network.last.end(1006)
    await vi.advanceTimersByTimeAsync(500)
    expect(network.sockets).toHaveLength(4)
    await vi.advanceTimersByTimeAsync(10_000)
    network.last.end(1006)
    await vi.advanceTimersByTimeAsync(500)
    expect(network.sockets).toHaveLength(4)
  })

  it('leaves nothing running when it is stopped', async () => {
    const { connection } = await opened()
    connection.stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('spreads out after a restart of the server', async () => {
    const { network, dice } = await opened()
    dice.value = 0.9
    network.last.end(CloseCode.restarting)
    await vi.advanceTimersByTimeAsync(RESTART_SPREAD_MS * 0.9 - 1)
    expect(network.sockets).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(network.sockets).toHaveLength(2)
  })

  it('reconnects after having been too slow', async () => {
    const { network } = await opened()
    network.last.end(CloseCode.tooSlow)
    await vi.advanceTimersByTimeAsync(500)
    expect(network.sockets).toHaveLength(2)
  })

  it('renews a refused token before it comes back', async () => {
    const { network, tokens } = await opened()
    network.last.end(CloseCode.unauthenticated)
    await vi.advanceTimersByTimeAsync(0)
    expect(tokens.renewRefused).toHaveBeenCalledExactlyOnceWith('jwt.one')
    tokens.ensureFresh.mockResolvedValue('jwt.two')
    await vi.advanceTimersByTimeAsync(500)
    expect(network.last.protocols).toContain('bearer.jwt.two')
  })

  it('stops when the renewal is refused too', async () => {
    const { network, tokens, handlers } = await opened()
    tokens.renewRefused.mockResolvedValue(null)
    network.last.end(CloseCode.unauthenticated)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(network.sockets).toHaveLength(1)
    expect(handlers.onState).toHaveBeenLastCalledWith('stopped', 'signed_out')
  })

  it('stops for good when this origin or user is refused', async () => {
    const { network, handlers } = await opened()
    network.last.end(CloseCode.forbidden)
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(network.sockets).toHaveLength(1)
    expect(handlers.onState).toHaveBeenLastCalledWith('stopped', 'refused')
  })

  it.each([
    ['the network comes back', () => window.dispatchEvent(new Event('online'))],
    ['the page becomes visible', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('does not sit out the wait when %s', async (_, wake) => {
    const { network, dice } = await opened()
    dice.value = 1
    network.last.end(1006)
    await vi.advanceTimersByTimeAsync(500)
    network.last.end(1006)
    await vi.advanceTimersByTimeAsync(999)
    expect(network.sockets).toHaveLength(2)
    wake()
    await vi.advanceTimersByTimeAsync(0)
    expect(network.sockets).toHaveLength(3)
    network.last.end(1006)
    await vi.advanceTimersByTimeAsync(500)
    expect(network.sockets).toHaveLength(4)
  })

  it('hears nothing from a socket it has given up', async () => {
    const { network, handlers, connection } = await opened()
    const [old] = network.sockets
    connection.reconnect()
    await vi.advanceTimersByTimeAsync(1000)
    handlers.onFrame.mockClear()
    old?.say({ type: 'event', ...makeEvent(1, makeProduct(1)) })
    old?.end(CloseCode.forbidden)
    expect(handlers.onFrame).not.toHaveBeenCalled()
    network.last.greet()
    expect(handlers.onState).toHaveBeenLastCalledWith('open', null)
  })
})

describe('heartbeat', () => {
  it('pings at the pace the server asked for and hands on the head', async () => {
    const { network, handlers } = await opened()
    await vi.advanceTimersByTimeAsync(25_000)
    expect(network.last.sent).toEqual([{ type: 'ping' }])
    network.last.say({ type: 'pong', seq: 7 })
    expect(handlers.onHead).toHaveBeenCalledExactlyOnceWith(7)
    await vi.advanceTimersByTimeAsync(PONG_TIMEOUT_MS + 1)
    expect(network.sockets).toHaveLength(1)
  })

  it('declares a silent socket dead', async () => {
    const { network } = await opened()
    await vi.advanceTimersByTimeAsync(25_000 + PONG_TIMEOUT_MS)
    expect(network.sockets[0]?.isClosed).toBe(true)
    await vi.advanceTimersByTimeAsync(500)
    expect(network.sockets).toHaveLength(2)
  })

  it('asks at once after sleep, and believes the socket no longer than a moment', async () => {
    const { network } = await opened()
    // Asleep: the clock goes on, timers do not.
    vi.setSystemTime(Date.now() + 3_600_000)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(network.last.sent).toEqual([{ type: 'ping' }])
    await vi.advanceTimersByTimeAsync(PROBE_TIMEOUT_MS)
    expect(network.last.isClosed).toBe(true)
  })

  it('asks after a silence although the clock was set back', async () => {
    const { network } = await opened()
    vi.setSystemTime(Date.now() - 3_600_000)
    await vi.advanceTimersByTimeAsync(26_000)
    network.last.sent.splice(0)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(network.last.sent).toEqual([{ type: 'ping' }])
  })

  it('does not ask a socket that spoke just now', async () => {
    const { network } = await opened()
    document.dispatchEvent(new Event('visibilitychange'))
    expect(network.last.sent).toEqual([])
  })
})

describe('token renewal', () => {
  it('brings a new token over the open socket four minutes before the old one ends', async () => {
    const { network, tokens } = await opened()
    tokens.ensureFresh.mockResolvedValue('jwt.two')
    await keepAlive(network, 56 * 60_000 - 1)
    expect(network.last.sent).not.toContainEqual({ type: 'auth', token: 'jwt.two' })
    await vi.advanceTimersByTimeAsync(1)
    expect(network.last.sent).toContainEqual({ type: 'auth', token: 'jwt.two' })
    expect(network.sockets).toHaveLength(1)
  })

  it('counts anew from what the server answers', async () => {
    const { network, tokens } = await opened()
    network.last.say({ type: 'auth_ok', token_expires: Date.now() / 1000 + 7200 })
    await keepAlive(network, 60 * 60_000)
    expect(tokens.ensureFresh).toHaveBeenCalledOnce()
  })

  it('tries again when there was no new token yet', async () => {
    const { network, tokens } = await opened()
    await keepAlive(network, 56 * 60_000)
    expect(tokens.ensureFresh).toHaveBeenCalledTimes(2)
    tokens.ensureFresh.mockResolvedValue('jwt.two')
    await keepAlive(network, 3 * 60_000)
    expect(network.last.sent).toContainEqual({ type: 'auth', token: 'jwt.two' })
  })

  it('does not run in circles when the clock here is wrong', async () => {
    const { network, tokens, connection } = setUp()
    connection.start()
    await vi.advanceTimersByTimeAsync(0)
    network.last.greet({ token_expires: Math.floor(Date.now() / 1000) - 7200 })
    await keepAlive(network, 60_000)
    expect(tokens.ensureFresh.mock.calls.length).toBeLessThanOrEqual(3)
  })
})

/** Lets time pass on a socket whose server answers pings. */
async function keepAlive(network: FakeNetwork, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds
  while (Date.now() < end) {
    await vi.advanceTimersByTimeAsync(Math.min(5000, end - Date.now()))
    network.last.say({ type: 'pong', seq: 0 })
  }
}
