/*
 * The language of the page is chosen before anything is drawn, by the script in index.html: the one that the person chose,
 * or the first of the browser's that the app has. Words, numbers, dates and prices all follow it, in the reader's own
 * variety where the browser names one: "24 Nov 2026" in Britain, "Nov 24, 2026" in America.
 */
export const LANGUAGE = document.documentElement.lang || 'en'

export const LOCALE =
  navigator.languages.find((name) => name === LANGUAGE || name.startsWith(`${LANGUAGE}-`)) ?? LANGUAGE

export const DIRECTION = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'

/** "Ann, Ben and Cid" */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(LOCALE, { type: 'conjunction' }).format(items)
}

/** "Ann, Ben or Cid": one of them is enough. */
export function formatAnyOf(items: readonly string[]): string {
  return new Intl.ListFormat(LOCALE, { type: 'disjunction' }).format(items)
}
