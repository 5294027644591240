import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/lib/api/errors'
import type { Follower, LiveClient } from '@/sync/client'
import { makeProduct } from '@/testing/makers'
import { AdjustQueue, COALESCE_MS } from './adjustQueue'
import { setQuickReason } from './quickReasons'
import * as requests from './requests'

const cable = makeProduct()
const rowAfter = (delta: number, version = cable.version + 1) =>
  makeProduct({ quantity: cable.quantity + delta, version })

let follower: Follower
const unfollow = vi.fn()
let queue: AdjustQueue
const reporter = { recorded: vi.fn(), refused: vi.fn(), unconfirmed: vi.fn() }

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  const live = {
    follow: (given: Follower) => {
      follower = given
      return unfollow
    },
    username: () => 'ana',
    acceptWrite: vi.fn(),
  }
  queue = new AdjustQueue(live as unknown as LiveClient, reporter)
})

afterEach(() => {
  queue.dispose()
  vi.useRealTimers()
})

/** The server's answer, which comes when the test says so. */
function holdAnswer() {
  let resolve: (answer: requests.RecordedAt) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const held = new Promise<requests.RecordedAt>((...ends) => {
    ;[resolve, fail] = ends
  })
  const post = vi.spyOn(requests, 'postAdjustment').mockReturnValue(held)
  const answer = (delta: number, version?: number, id = 1) =>
    resolve({
      movement: { id, delta },
      product: rowAfter(delta, version),
      epoch: 'e',
      seq: 1,
    } as requests.RecordedAt)
  return { post, answer, fail }
}

function hear(
  delta: number,
  actor: string,
  version: number,
  { id = 1, reason = delta < 0 ? 'sale' : 'receive' } = {},
) {
  const movement = { id, delta, actor, balance_after: 0, reason, note: '', source: 'api' }
  const row = rowAfter(delta, version)
  const part = { seq: 1, at: '', born: null, action: 'update' as const }
  follower([{ ...part, row, actor, extras: { movement, alert: null } }])
}

describe('what a row shows beside its own quantity', () => {
  it('is every tap until the row contains it, whether the event or the answer is first', async () => {
    const { answer } = holdAnswer()
    queue.tap(cable, -1)
    queue.tap(cable, -1)
    expect(queue.pendingOn(cable)).toBe(-2)
    await vi.advanceTimersByTimeAsync(COALESCE_MS)
    hear(-2, 'ana', 8)
    expect(queue.pendingOn(cable)).toBe(-2)
    expect(queue.pendingOn(rowAfter(-2, 8))).toBe(0)
    answer(-2, 8)
    await vi.advanceTimersByTimeAsync(0)
    expect(queue.pendingOn(cable)).toBe(-2)
    expect(queue.pendingOn(rowAfter(-2, 8))).toBe(0)
  })

  it('goes on counting over what somebody else does meanwhile', async () => {
    const { answer } = holdAnswer()
    queue.tap(cable, 1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS)
    hear(-5, 'ben', 8)
    expect(queue.pendingOn(rowAfter(-5, 8))).toBe(1)
    answer(1, 9)
    await vi.advanceTimersByTimeAsync(0)
    expect(queue.pendingOn(rowAfter(-5, 8))).toBe(1)
    expect(queue.pendingOn(rowAfter(-4, 9))).toBe(0)
  })

  it('is nothing after a refusal', async () => {
    const { fail } = holdAnswer()
    queue.tap(cable, 1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS)
    fail(new ApiError({ status: 403, message: 'No.' }))
    await vi.advanceTimersByTimeAsync(0)
    expect(queue.pendingOn(cable)).toBe(0)
    expect(reporter.refused).toHaveBeenCalledOnce()
  })
})

describe('taps', () => {
  it('wait for each other, and go out at once when the page is hidden', async () => {
    const { post } = holdAnswer()
    queue.tap(cable, 1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS - 1)
    queue.tap(cable, 1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS - 1)
    expect(post).not.toHaveBeenCalled()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(post).toHaveBeenCalledExactlyOnceWith(1, { delta: 2, reason: 'receive' }, expect.any(String))
  })

  it('of another reason are another movement', async () => {
    const { post } = holdAnswer()
    queue.tap(cable, -1)
    setQuickReason('remove', 'damage')
    queue.tap(cable, -1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS)
    expect(post.mock.calls.map(([, body]) => body)).toEqual([
      { delta: -1, reason: 'sale' },
      { delta: -1, reason: 'damage' },
    ])
  })

  it('the other way take back one too many, and beyond that are what they are', async () => {
    const { post } = holdAnswer()
    for (const step of [-1, -1, 1] as const) queue.tap(cable, step)
    await vi.advanceTimersByTimeAsync(COALESCE_MS)
    for (const step of [-1, 1, 1] as const) queue.tap(cable, step)
    await vi.advanceTimersByTimeAsync(COALESCE_MS)
    expect(post.mock.calls.map(([, body]) => body)).toEqual([
      { delta: -1, reason: 'sale' },
      { delta: 1, reason: 'receive' },
    ])
  })

  it('that nobody answers are offered again with the same key', async () => {
    const post = vi.spyOn(requests, 'postAdjustment').mockRejectedValue(ApiError.network())
    queue.tap(cable, 1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS + 10_000)
    expect(queue.pendingOn(cable)).toBe(0)
    const again = reporter.unconfirmed.mock.calls[0]?.[1] as () => void
    again()
    expect(queue.pendingOn(cable)).toBe(1)
    expect(new Set(post.mock.calls.map(([, , key]) => key)).size).toBe(1)
  })
})

describe('an event that looks like the taps', () => {
  const sendAndHear = async (about: { id?: number; reason?: string }, actor = 'ana') => {
    queue.tap(cable, -1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS)
    hear(-1, actor, 8, about)
  }

  it('does not end the sending: it can be of the same person on another device', async () => {
    const post = vi.spyOn(requests, 'postAdjustment').mockRejectedValue(ApiError.network())
    await sendAndHear({})
    await vi.advanceTimersByTimeAsync(10_000)
    expect(post.mock.calls.length).toBeGreaterThan(1)
    expect(new Set(post.mock.calls.map(([, , key]) => key)).size).toBe(1)
    expect(reporter.unconfirmed).toHaveBeenCalledOnce()
  })

  it('is corrected by the answer of the movement itself', async () => {
    const { answer } = holdAnswer()
    await sendAndHear({ id: 5 })
    expect(queue.pendingOn(rowAfter(-1, 8))).toBe(0)
    answer(-1, 9, 6)
    await vi.advanceTimersByTimeAsync(0)
    expect(queue.pendingOn(rowAfter(-1, 8))).toBe(-1)
    expect(queue.pendingOn(rowAfter(-2, 9))).toBe(0)
  })

  it('does not hide taps that it cannot be', async () => {
    holdAnswer()
    await sendAndHear({ reason: 'loss' })
    hear(-1, 'ben', 9)
    hear(-2, 'ana', 10)
    expect(queue.pendingOn(rowAfter(-4, 10))).toBe(-1)
  })

  it('is not taken for the next taps once the answer has named it', async () => {
    const { answer } = holdAnswer()
    queue.tap(cable, -1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS)
    answer(-1, 8, 5)
    await vi.advanceTimersByTimeAsync(0)
    holdAnswer()
    queue.tap(rowAfter(-1, 8), -1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS)
    hear(-1, 'ana', 8, { id: 5 })
    expect(queue.pendingOn(rowAfter(-1, 8))).toBe(-1)
  })
})

describe('the end of the session', () => {
  it('waits for what was tapped to be sent', async () => {
    const { post, answer } = holdAnswer()
    queue.tap(cable, 1)
    const isFlushed = vi.fn()
    void queue.flushAll().then(isFlushed)
    expect(post).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(0)
    expect(isFlushed).not.toHaveBeenCalled()
    answer(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(isFlushed).toHaveBeenCalledOnce()
  })

  it('sends and tells nothing any more, whatever comes', async () => {
    const { post, answer, fail } = holdAnswer()
    queue.tap(cable, 1)
    void queue.flushAll()
    queue.tap(makeProduct({ id: 2 }), 1)
    queue.dispose()
    expect(unfollow).toHaveBeenCalledOnce()
    answer(1)
    queue.tap(cable, 1)
    window.dispatchEvent(new Event('pagehide'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(post).toHaveBeenCalledOnce()
    expect(Object.values(reporter).flatMap(({ mock }) => mock.calls)).toEqual([])
    expect(queue.pendingOn(cable)).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
    fail(ApiError.network())
  })

  it('ends the repeating of a request without an answer', async () => {
    const post = vi.spyOn(requests, 'postAdjustment').mockRejectedValue(ApiError.network())
    queue.tap(cable, 1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS)
    queue.dispose()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(post).toHaveBeenCalledOnce()
    expect(reporter.unconfirmed).not.toHaveBeenCalled()
  })

  it('makes "Send again" do nothing', async () => {
    const post = vi.spyOn(requests, 'postAdjustment').mockRejectedValue(ApiError.network())
    queue.tap(cable, 1)
    await vi.advanceTimersByTimeAsync(COALESCE_MS + 10_000)
    const calls = post.mock.calls.length
    queue.dispose()
    const again = reporter.unconfirmed.mock.calls[0]?.[1] as () => void
    again()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(post.mock.calls.length).toBe(calls)
  })
})
