import { expect, it, vi } from 'vitest'
import { getTheme, setTheme, subscribeToTheme } from './theme'

it('applies a chosen theme at once, remembers it and tells who asks', () => {
  const onChange = vi.fn()
  const stop = subscribeToTheme(onChange)
  setTheme('dark')
  expect(document.documentElement).toHaveClass('dark')
  expect(getTheme()).toBe('dark')
  setTheme('light')
  expect(document.documentElement).not.toHaveClass('dark')
  expect(document.documentElement.style.colorScheme).toBe('light')
  expect(onChange).toHaveBeenCalledTimes(2)
  stop()
})

it('follows the system when told to, and keeps nothing', () => {
  setTheme('dark')
  const { matchMedia } = window
  window.matchMedia = (query) => ({ ...matchMedia(query), matches: query.includes('dark') })
  setTheme('system')
  expect(document.documentElement).toHaveClass('dark')
  expect(localStorage).toHaveLength(0)
})
