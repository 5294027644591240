import { createStore } from './store'
import { stored } from './stored'

/* The choice is applied before first paint by the script in index.html, which reads the same key. */

export type Theme = 'system' | 'light' | 'dark'

const STORAGE_KEY = 'lr.theme'

const chosen = stored<Theme>(STORAGE_KEY, {
  parse: (text) => (text === 'light' || text === 'dark' ? text : 'system'),
  print: (theme) => (theme === 'system' ? null : theme),
})
const applied = createStore<Theme>('system')
/** The colour of `--rail` in styles.css, for the bar of a phone's browser. */
const BAR = { light: '#f7f8f9', dark: '#0a0b0d' }

export function getTheme(): Theme {
  return chosen.get()
}

export function setTheme(theme: Theme): void {
  chosen.set(theme)
  apply()
}

/** Calls back when a theme, chosen or the system's, is on the page. */
export const subscribeToTheme = applied.subscribe

/** Follows the system and the other tabs for as long as the page lives. */
export function watchTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply)
  window.addEventListener('storage', (event) => {
    if (event.key === STORAGE_KEY) apply()
  })
}

function apply(): void {
  const theme = getTheme()
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
  const bar = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]')
  if (bar) bar.content = dark ? BAR.dark : BAR.light
  applied.set(theme)
}
