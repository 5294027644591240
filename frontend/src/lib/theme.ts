/* The choice is applied before first paint by the script in index.html, which reads the same key. */

export type Theme = 'system' | 'light' | 'dark'

const STORAGE_KEY = 'lr.theme'
/** The colour of `--rail` in styles.css, for the bar of a phone's browser. */
const BAR = { light: '#f7f8f9', dark: '#0a0b0d' }
const listeners = new Set<() => void>()

export function getTheme(): Theme {
  const stored = localStorage.getItem(STORAGE_KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

export function setTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(STORAGE_KEY)
  else localStorage.setItem(STORAGE_KEY, theme)
  apply()
}

export function subscribeToTheme(callback: () => void): () => void {
  listeners.add(callback)
  return () => listeners.delete(callback)
}

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
  for (const listener of listeners) listener()
}
