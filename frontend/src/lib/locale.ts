/*
 * The language of the page is chosen before anything is drawn, by the script in index.html: the one that the person chose,
 * or the first of the browser's that the app has. Words, numbers, dates and prices all follow it, in the reader's own
 * variety where the browser names one: "24 Nov 2026" in Britain, "Nov 24, 2026" in America.
 */
export const LANGUAGE = document.documentElement.lang || 'en'

export const LOCALE =
  navigator.languages.find(
    (name) => (name === LANGUAGE || name.startsWith(`${LANGUAGE}-`)) && isLanguageTag(name),
  ) ?? LANGUAGE

// A browser may pass on what the system calls its language: "C", "en-US@posix". Intl throws at that, and uPlot, which
// is asked for no language, takes the browser's.
if (!isLanguageTag(navigator.language)) {
  Object.defineProperty(navigator, 'language', { value: LOCALE, configurable: true })
}

function isLanguageTag(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length > 0
  } catch {
    return false
  }
}

export const DIRECTION = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'

/** "Ann, Ben and Cid" */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(LOCALE, { type: 'conjunction' }).format(items)
}

/** "Ann, Ben or Cid": one of them is enough. */
export function formatAnyOf(items: readonly string[]): string {
  return new Intl.ListFormat(LOCALE, { type: 'disjunction' }).format(items)
}
