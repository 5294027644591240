import { afterEach, expect, it, vi } from 'vitest'

const browser = { languages: navigator.languages, language: navigator.language }

function set({ languages, language }: Pick<Navigator, 'languages' | 'language'>) {
  Object.defineProperty(navigator, 'languages', { value: languages, configurable: true })
  Object.defineProperty(navigator, 'language', { value: language, configurable: true })
}

afterEach(() => set(browser))

it.each([
  [['en-GB', 'en'], 'en-GB', 'en-GB', 'en-GB'],
  [['fr', 'en-AU'], 'fr', 'en-AU', 'fr'],
  [['en-US@posix'], 'en-US@posix', 'en', 'en'],
  [['C'], 'C', 'en', 'en'],
  [['en_US.UTF-8', 'en-NZ'], 'en_US.UTF-8', 'en-NZ', 'en-NZ'],
])('takes only tags of a language from %j', async (languages, language, locale, left) => {
  set({ languages, language })
  vi.resetModules()
  const { LOCALE } = await import('./locale')
  expect(LOCALE).toBe(locale)
  // What asks the browser itself, as uPlot does.
  expect(navigator.language).toBe(left)
  expect(new Intl.NumberFormat(navigator.language).format(1)).toBe('1')
})
