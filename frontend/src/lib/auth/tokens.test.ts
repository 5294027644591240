import { HttpResponse, http } from 'msw'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { api } from '@/lib/api/client'
import { ApiError } from '@/lib/api/errors'
import { env } from '@/lib/env'
import { server } from '@/testing/server'
import { makeAccess, makePair } from '@/testing/session'
import {
  BELIEF_MS,
  clearTokens,
  ensureFresh,
  getAccess,
  getRefresh,
  saveTokens,
  subscribe,
  type TokenPair,
} from './tokens'

/** Answers refreshes with `answer`, and keeps the refresh tokens that were sent. */
function answerRefresh(answer: () => Response | Promise<Response>): string[] {
  const sent: string[] = []
  server.use(
    http.post(`${env.apiUrl}/token/refresh/`, async ({ request }) => {
      sent.push(((await request.json()) as { refresh: string }).refresh)
      return answer()
    }),
  )
  return sent
}

/** A pair that was issued a while ago on a machine whose clock is right. */
function hold(options: { expiresIn: number }): TokenPair {
  const pair = { access: makeAccess({ ...options, age: 3600 - options.expiresIn }), refresh: 'held-refresh' }
  localStorage.setItem('lr.tokens', JSON.stringify({ ...pair, skew: 0 }))
  return pair
}

/** Lets the time pass after which a refusal is believed. */
async function believed<Result>(result: Promise<Result>): Promise<Result> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    let isDone = false
    void result.finally(() => {
      isDone = true
    })
    while (!isDone) await vi.advanceTimersByTimeAsync(BELIEF_MS / 4)
    return await result
  } finally {
    vi.useRealTimers()
  }
}

const refused = () => HttpResponse.json({ detail: 'Blacklisted', code: 'token_not_valid' }, { status: 401 })

describe('ensureFresh', () => {
  it('gives the held token while more than five minutes remain', async () => {
    const { access } = hold({ expiresIn: 310 })
    const sent = answerRefresh(() => HttpResponse.json(makePair()))
    expect(await ensureFresh()).toBe(access)
    expect(sent).toEqual([])
  })

  it('renews when fewer than five minutes remain, and keeps the rotated refresh token', async () => {
    hold({ expiresIn: 290 })
    const next = makePair()
    const sent = answerRefresh(() => HttpResponse.json(next))
    expect(await ensureFresh()).toBe(next.access)
    expect(sent).toEqual(['held-refresh'])
    expect(getRefresh()).toBe(next.refresh)
  })

  it('goes by the clock of the server', async () => {
    // By this machine's clock, two hours fast, the token ended an hour ago.
    const pair = { access: makeAccess({ expiresIn: -3600, age: 7200 }), refresh: 'r' }
    saveTokens(pair)
    expect(await ensureFresh()).toBe(pair.access)
  })

  it('sends one refresh for all who ask at once', async () => {
    hold({ expiresIn: 10 })
    const next = makePair()
    const sent = answerRefresh(() => HttpResponse.json(next))
    const answers = await Promise.all([ensureFresh(), ensureFresh(), ensureFresh()])
    expect(answers).toEqual([next.access, next.access, next.access])
    expect(sent).toHaveLength(1)
  })

  it('signs out when the refresh token is refused for good, and tells its subscribers', async () => {
    hold({ expiresIn: -10 })
    const onChange = vi.fn()
    const stop = subscribe(onChange)
    answerRefresh(refused)
    expect(await believed(ensureFresh())).toBeNull()
    expect(getAccess()).toBeNull()
    expect(onChange).toHaveBeenCalled()
    stop()
  })

  it.each([
    ['the network fails', () => HttpResponse.error()],
    ['the server has a problem', () => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 })],
    [
      'the server is throttling',
      () => HttpResponse.json({ detail: 'Wait', code: 'throttled' }, { status: 429 }),
    ],
  ])('stays signed in when %s', async (_, answer) => {
    const { refresh } = hold({ expiresIn: -10 })
    answerRefresh(answer)
    await expect(ensureFresh()).rejects.toBeInstanceOf(ApiError)
    expect(getRefresh()).toBe(refresh)
  })

  it('asks again while the server still gives the same pair, when an answer is lost', async () => {
    hold({ expiresIn: -10 })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const sent = answerRefresh(() => new Promise(() => undefined))
      const lost = ensureFresh().catch((error: unknown) => error)
      await vi.waitFor(() => expect(sent).toHaveLength(1))
      await vi.advanceTimersByTimeAsync(10_000)
      expect(await lost).toMatchObject({ status: 0 })
    } finally {
      vi.useRealTimers()
    }
    const next = makePair()
    answerRefresh(() => HttpResponse.json(next))
    expect(await ensureFresh()).toBe(next.access)
  })

  it('goes on with a token that is still valid when it cannot be renewed', async () => {
    const { access } = hold({ expiresIn: 60 })
    answerRefresh(() => HttpResponse.error())
    expect(await ensureFresh()).toBe(access)
  })

  it('believes no refusal of a token that another tab has rotated meanwhile', async () => {
    hold({ expiresIn: -10 })
    const theirs = makePair()
    answerRefresh(() => {
      saveTokens(theirs)
      return refused()
    })
    expect(await ensureFresh()).toBe(theirs.access)
  })

  it('does not bring back a session that was ended while the answer was on its way', async () => {
    hold({ expiresIn: -10 })
    answerRefresh(() => {
      clearTokens()
      return HttpResponse.json(makePair())
    })
    expect(await ensureFresh()).toBeNull()
    expect(getAccess()).toBeNull()
  })

  it('tells subscribers of changes made in another tab', () => {
    const onChange = vi.fn()
    const stop = subscribe(onChange)
    window.dispatchEvent(new StorageEvent('storage', { key: 'lr.tokens' }))
    expect(onChange).toHaveBeenCalledOnce()
    stop()
  })
})

describe('with Web Locks', () => {
  afterEach(() => Reflect.deleteProperty(navigator, 'locks'))

  it('takes the pair of the tab that renewed while this one waited for the lock', async () => {
    hold({ expiresIn: -10 })
    const theirs = makePair()
    const sent = answerRefresh(() => HttpResponse.json(makePair()))
    const request = vi.fn((_name: string, task: () => unknown) => {
      saveTokens(theirs)
      return task()
    })
    Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true })
    expect(await ensureFresh()).toBe(theirs.access)
    expect(sent).toEqual([])
  })
})

describe('a request that is answered with 401', () => {
  /** A server that accepts only `accepted`; returns the tokens it saw. */
  function guardUser(accepted: () => string | null): (string | null)[] {
    const seen: (string | null)[] = []
    server.use(
      http.get(`${env.apiUrl}/user/`, ({ request }) => {
        const token = request.headers.get('authorization')
        seen.push(token)
        return token === `Bearer ${accepted()}` ? HttpResponse.json({ id: 3 }) : refused()
      }),
    )
    return seen
  }

  it('is sent once more, with a renewed token', async () => {
    const old = hold({ expiresIn: 3000 })
    const next = makePair()
    answerRefresh(() => HttpResponse.json(next))
    const seen = guardUser(() => next.access)
    expect((await api.get('user/')).data).toEqual({ id: 3 })
    expect(seen).toEqual([`Bearer ${old.access}`, `Bearer ${next.access}`])
  })

  it('is not sent a third time', async () => {
    hold({ expiresIn: 3000 })
    const sent = answerRefresh(() => HttpResponse.json(makePair()))
    const seen = guardUser(() => null)
    await expect(api.get('user/')).rejects.toMatchObject({ status: 401 })
    expect(seen).toHaveLength(2)
    expect(sent).toHaveLength(1)
  })

  it('ends the session when the refresh is refused', async () => {
    hold({ expiresIn: 3000 })
    answerRefresh(refused)
    guardUser(() => null)
    const reading = api.get('user/').catch((error: unknown) => error)
    expect(await believed(reading)).toMatchObject({ status: 401, code: 'token_not_valid' })
    expect(getAccess()).toBeNull()
  })

  it('keeps the session when the refresh cannot be sent', async () => {
    const { refresh } = hold({ expiresIn: 3000 })
    answerRefresh(() => HttpResponse.error())
    guardUser(() => null)
    await expect(api.get('user/')).rejects.toMatchObject({ status: 0, code: 'network' })
    expect(getRefresh()).toBe(refresh)
  })
})
