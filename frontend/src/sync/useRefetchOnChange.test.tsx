import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Follower, LiveClient } from './client'
import { LiveContext } from './context'
import type { Change } from './memory'
import { useRefetchOnChange } from './useRefetchOnChange'

const KEY = ['figures']
const fetchFigures = vi.fn(async () => 1)
let tell: Follower

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  fetchFigures.mockClear()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function Figures() {
  useQuery({ queryKey: KEY, queryFn: fetchFigures })
  useRefetchOnChange(KEY, ({ extras }) => Boolean(extras?.alert))
  return null
}

async function open() {
  const follow = (follower: Follower) => {
    tell = follower
    return () => undefined
  }
  const live = { follow, username: () => 'ana' } as unknown as LiveClient
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LiveContext value={live}>
        <Figures />
      </LiveContext>
    </QueryClientProvider>,
  )
  await pass(0)
  fetchFigures.mockClear()
}

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))
const change = (actor: string, alert: 'low' | null = 'low') => [
  { actor, extras: { movement: null, alert } } as Change,
]

it('fetches soon after an own change, and spreads the fetches for those of others', async () => {
  await open()
  tell(change('ben'))
  await pass(600)
  expect(fetchFigures).not.toHaveBeenCalled()
  tell(change('ana'))
  await pass(600)
  expect(fetchFigures).toHaveBeenCalledOnce()
  await pass(10_000)
  expect(fetchFigures).toHaveBeenCalledOnce()
})

it('does not care for what does not concern it, but for what happened unnamed', async () => {
  await open()
  tell(change('ana', null))
  await pass(10_000)
  expect(fetchFigures).not.toHaveBeenCalled()
  tell(null)
  await pass(3000)
  expect(fetchFigures).toHaveBeenCalledOnce()
})

it.each([-3_600_000, 3_600_000])('goes on fetching when the clock is set by %i ms', async (milliseconds) => {
  await open()
  for (let round = 1; round <= 3; round++) {
    vi.setSystemTime(Date.now() + milliseconds)
    tell(change('ben'))
    await pass(4000)
    expect(fetchFigures).toHaveBeenCalledTimes(round)
  }
})

it('waits while the page is hidden, and fetches once when it is looked at', async () => {
  await open()
  const visible = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  tell(change('ben'))
  await pass(4000)
  tell(change('ben'))
  await pass(4000)
  expect(fetchFigures).not.toHaveBeenCalled()
  visible.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  await pass(1000)
  expect(fetchFigures).toHaveBeenCalledOnce()
})
