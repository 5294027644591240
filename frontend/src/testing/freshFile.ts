import { afterAll, vi } from 'vitest'

/*
 * Files of tests share a process, a document and the libraries (see `isolate` in vite.config.ts), but nothing of the
 * app: each file loads that anew, and finds the document as the first one did.
 */

/** Vitest's own register of mocked modules, which it empties between files only where it isolates them. */
declare const __vitest_mocker__: { reset(): void }

const { addEventListener } = window
const stopListening: (() => void)[] = []
window.addEventListener = (...of: Parameters<typeof addEventListener>) => {
  addEventListener(...of)
  stopListening.push(() => window.removeEventListener(...of))
}

afterAll(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  // Pages that are still being loaded would otherwise be evaluated in the middle of the next file.
  await vi.dynamicImportSettled()
  for (const stop of stopListening) stop()
  window.addEventListener = addEventListener
  document.body.replaceChildren()
  for (const element of [document.documentElement, document.body]) {
    for (const name of element.getAttributeNames()) element.removeAttribute(name)
  }
  document.title = ''
  window.history.replaceState(null, '', '/')
  __vitest_mocker__.reset()
  vi.resetModules()
})
