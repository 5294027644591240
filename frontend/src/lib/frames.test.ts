import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { inNextFrame } from './frames'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

it('calls back once a frame, in the order in which it was asked', () => {
  const ask = vi.spyOn(window, 'requestAnimationFrame')
  const called: string[] = []
  inNextFrame(() => called.push('first'))
  inNextFrame(() => {
    called.push('second')
    inNextFrame(() => called.push('third'))
  })
  expect(called).toEqual([])
  vi.advanceTimersToNextFrame()
  expect(called).toEqual(['first', 'second'])
  vi.advanceTimersToNextFrame()
  expect(called).toEqual(['first', 'second', 'third'])
  expect(ask).toHaveBeenCalledTimes(2)
})

it('goes on where there are no frames', () => {
  vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(1)
  const called = vi.fn()
  inNextFrame(called)
  vi.advanceTimersByTime(100)
  expect(called).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(1000)
  expect(called).toHaveBeenCalledOnce()
})
