import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Announcement } from './announcement'

const say = vi.fn<(words: string) => void>()
let announcement: Announcement

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
  say.mockClear()
  announcement = new Announcement(say)
})

afterEach(() => {
  announcement.dispose()
  vi.useRealTimers()
})

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const change = (id: number) =>
  announcement.add({ changed: [{ id, name: `Lamp ${id}`, extras: null }], deleted: [], added: [] })

it.each([-3_600_000, 3_600_000])('goes on speaking when the clock is set by %i ms', async (milliseconds) => {
  for (let round = 1; round <= 3; round++) {
    change(round)
    vi.setSystemTime(Date.now() + milliseconds)
    await pass(3000)
    expect(say).toHaveBeenCalledTimes(round)
  }
})

it('forgets what it was about to say when it is silenced', async () => {
  change(1)
  announcement.silence()
  await pass(10_000)
  expect(say).not.toHaveBeenCalled()
  change(2)
  await pass(10_000)
  expect(say).toHaveBeenCalledExactlyOnceWith('Lamp 2 changed')
})
