import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeAccess } from '@/testing/session'
import type * as tokens from './tokens'

type Store = typeof tokens

/* Several tabs: each a token store of its own on the one storage, told of changes a little later, as browsers do. */

const LIFE_S = 20
const KEY = 'lr.tokens'

/** Closes the tabs of a test. */
const closings: (() => void)[] = []

/** The longest that a message takes between a tab and the server, either way, in milliseconds. */
let travel = 300

/** A server on which a refresh token works once, and not a millisecond longer; with `leeway`, as ours does it. */
function makeServer({ leeway = 0 } = {}) {
  let issued = 0
  const good = new Set<string>()
  const spent = new Map<string, { at: number; pair: tokens.TokenPair }>()
  const answers: number[] = []

  function pair(): tokens.TokenPair {
    issued += 1
    good.add(`refresh-${issued}`)
    return { access: makeAccess({ expiresIn: LIFE_S }), refresh: `refresh-${issued}` }
  }
  function exchange(refresh: string): tokens.TokenPair | null {
    const before = spent.get(refresh)
    if (before && Date.now() - before.at <= leeway) return before.pair
    if (!good.delete(refresh)) return null
    const next = pair()
    spent.set(refresh, { at: Date.now(), pair: next })
    return next
  }
  async function answer(request: Request): Promise<Response> {
    await wait(Math.random() * travel)
    const next = exchange(((await request.json()) as { refresh: string }).refresh)
    await wait(Math.random() * travel)
    answers.push(next ? 200 : 401)
    const body = next ?? { detail: 'Blacklisted', code: 'token_not_valid' }
    return new Response(JSON.stringify(body), { status: next ? 200 : 401 })
  }
  return { pair, answer, answers, good }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function openTabs(count: number): Promise<Store[]> {
  const tabs: Store[] = []
  for (let n = 0; n < count; n++) {
    vi.resetModules()
    tabs.push(await import('./tokens'))
  }
  return tabs
}

/** As `useTokenRenewal` does it; with `together`, all tabs in the same instant. */
function keepRenewing(tab: Store, { together = false } = {}) {
  let timer: ReturnType<typeof setTimeout>
  const schedule = (atLeast = 0) => {
    clearTimeout(timer)
    const due = tab.millisecondsToRefresh()
    if (due === null) return
    const delay = Math.max(due, atLeast) + (together ? 0 : Math.random() * tab.refreshSpread())
    timer = setTimeout(() => tab.ensureFresh().then(again, again), delay)
  }
  const again = () => schedule(1000)
  schedule()
  closings.push(tab.subscribe(() => schedule()))
}

beforeEach(() => {
  vi.useFakeTimers()
  travel = 300
  const tell = () => setTimeout(() => window.dispatchEvent(new StorageEvent('storage', { key: KEY })), 20)
  for (const name of ['setItem', 'removeItem'] as const) {
    const original = Storage.prototype[name] as (...args: string[]) => void
    vi.spyOn(Storage.prototype, name).mockImplementation(function (this: Storage, ...args: string[]) {
      original.apply(this, args)
      tell()
    })
  }
})

afterEach(() => {
  for (const close of closings.splice(0)) close()
  vi.clearAllTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe.each([
  ['a server that forgives nothing', 0],
  ['our server', 120_000],
])('five tabs without Web Locks, and %s', (_, leeway) => {
  it.each([
    ['each at a time of its own', false],
    ['all in the same instant', true],
  ])('stay signed in for ten minutes, renewing %s', async (_, together) => {
    const server = makeServer({ leeway })
    vi.stubGlobal('fetch', server.answer)
    const tabs = await openTabs(5)
    tabs[0]?.saveTokens(server.pair())
    for (const tab of tabs) keepRenewing(tab, { together })

    for (let minute = 0; minute < 10; minute++) {
      await vi.advanceTimersByTimeAsync(60_000)
      for (const tab of tabs) expect(tab.getAccess()).not.toBeNull()
    }
    expect(server.answers.length).toBeGreaterThan(25)
    // What the tabs hold is good: nobody keeps the pair of a tab that has lost.
    // One renewal may be on its way at this moment.
    await vi.waitFor(() => expect(server.good).toContain(tabs[0]?.getRefresh()))
  })
})

it('one tab renews for all, where each waits a time of its own and messages are quick', async () => {
  travel = 20
  const server = makeServer({ leeway: 120_000 })
  vi.stubGlobal('fetch', server.answer)
  const tabs = await openTabs(5)
  tabs[0]?.saveTokens(server.pair())
  for (const tab of tabs) keepRenewing(tab)

  await vi.advanceTimersByTimeAsync(10 * 60_000)
  const renewals = server.good.size === 1 ? Number(tabs[0]?.getRefresh()?.split('-')[1]) - 1 : Number.NaN
  expect(server.answers.length / renewals).toBeLessThan(2)
})

it('a pair that was won is kept, although another tab has believed the refusal by then', async () => {
  const server = makeServer()
  const tabs = await openTabs(2)
  const [winner, loser] = tabs as [Store, Store]
  winner.saveTokens(server.pair())
  await vi.advanceTimersByTimeAsync(11_000)
  const slow = async (request: Request) => {
    const answer = await server.answer(request)
    if (answer.ok) await wait(10_000)
    return answer
  }
  vi.stubGlobal('fetch', slow)
  const won = winner.ensureFresh()
  await vi.advanceTimersByTimeAsync(1000)
  const lost = loser.renewRefused(loser.getAccess() ?? '')
  await vi.advanceTimersByTimeAsync(loser.BELIEF_MS + 1000)
  expect(await lost).toBeNull()
  expect(winner.getAccess()).toBeNull()

  await vi.advanceTimersByTimeAsync(10_000)
  expect(await won).toBe(loser.getAccess())
  expect(loser.getAccess()).not.toBeNull()
})

it('logging out in one tab is not undone by another that was renewing', async () => {
  const server = makeServer()
  vi.stubGlobal('fetch', server.answer)
  const [one, other] = (await openTabs(2)) as [Store, Store]
  one.saveTokens(server.pair())
  await vi.advanceTimersByTimeAsync(11_000)
  const renewing = one.ensureFresh()
  other.clearTokens()
  await vi.advanceTimersByTimeAsync(1000)
  expect(await renewing).toBeNull()
  expect(other.getAccess()).toBeNull()
})

it('a refusal is believed in the end', async () => {
  const server = makeServer()
  vi.stubGlobal('fetch', server.answer)
  const [tab, other] = (await openTabs(2)) as [Store, Store]
  tab.saveTokens(server.pair())
  server.good.clear()
  await vi.advanceTimersByTimeAsync(11_000)
  const renewing = tab.ensureFresh()
  await vi.advanceTimersByTimeAsync(tab.BELIEF_MS - 100)
  expect(tab.getRefresh()).not.toBeNull()
  await vi.advanceTimersByTimeAsync(1000)
  expect(await renewing).toBeNull()
  expect(other.getUserId()).toBeNull()
})

it('whoever asks about another refused token is not given the result of the first', async () => {
  const server = makeServer()
  vi.stubGlobal('fetch', server.answer)
  const [tab] = (await openTabs(1)) as [Store]
  tab.saveTokens(server.pair())
  const first = tab.getAccess() ?? ''
  const older = makeAccess({ expiresIn: 5 })
  const results = Promise.all([tab.renewRefused(first), tab.renewRefused(older), tab.renewRefused(first)])
  await vi.advanceTimersByTimeAsync(2000)
  const [one, two, three] = await results
  expect(one).not.toBe(first)
  expect([two, three]).toEqual([one, one])
  expect(server.answers).toEqual([200])

  // And the second of two that both were refused is renewed by itself.
  const second = tab.getAccess() ?? ''
  const chain = tab.renewRefused(second).then((third) => tab.renewRefused(third ?? ''))
  await vi.advanceTimersByTimeAsync(3000)
  expect(await chain).not.toBe(second)
  expect(server.answers).toEqual([200, 200, 200])
})

it('a renewal goes out although the page is being left', async () => {
  const server = makeServer()
  const fetched = vi.fn(server.answer)
  vi.stubGlobal('fetch', fetched)
  const [tab] = (await openTabs(1)) as [Store]
  tab.saveTokens(server.pair())
  await vi.advanceTimersByTimeAsync(11_000)
  void tab.ensureFresh()
  await vi.advanceTimersByTimeAsync(1000)
  expect(fetched.mock.calls[0]?.[0].keepalive).toBe(true)
})
