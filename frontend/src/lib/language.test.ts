import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { spyOnReload } from '@/testing/reload'

beforeEach(() => vi.resetModules())

afterEach(() => {
  document.documentElement.lang = ''
  document.documentElement.dir = ''
  vi.doUnmock('@/messages/de.po')
})

/** What a browser has in which index.html has chosen this language. */
async function open(language: string) {
  document.documentElement.lang = language
  const { loadWords } = await import('./language')
  await loadWords()
  return {
    shell: await import('@/strings/shell'),
    bulk: await import('@/strings/bulk'),
    stock: await import('@/strings/stock'),
  }
}

it('has nothing to wait for in English', async () => {
  document.documentElement.lang = 'en'
  const { loadWords } = await import('./language')
  expect(loadWords()).toBeNull()
})

it('speaks German, with German numbers and plurals', async () => {
  const { shell, bulk } = await open('de')
  expect(shell.signOut).toBe('Abmelden')
  expect(bulk.adjustTitle(1)).toBe('Bestand von 1 Artikel ändern')
  expect(bulk.adjustTitle(2500)).toBe('Bestand von 2.500 Artikeln ändern')
})

it('stays English when the words do not come, and says so to screen readers', async () => {
  vi.doMock('@/messages/de.po', () => {
    throw new TypeError('Failed to fetch dynamically imported module')
  })
  const { shell } = await open('de')
  expect(shell.signOut).toBe('Sign out')
  expect(document.documentElement).toHaveAttribute('lang', 'en')
})

it('leaves no letter as it was in the language for tests, and lengthens what it says', async () => {
  const { shell, bulk } = await open('en-XA')
  expect(shell.reload).not.toMatch(/[a-z]/i)
  expect(shell.reload.length).toBeGreaterThan('Reload'.length)
  expect(bulk.adjustTitle(2500)).toMatch(/2,500/)
})

it('is chosen by the person, and the page loaded again', async () => {
  const reload = spyOnReload()
  const { setLanguage } = await import('./language')
  setLanguage('de')
  expect(localStorage.getItem('lr.language')).toBe('de')
  expect(reload).toHaveBeenCalledOnce()
})
