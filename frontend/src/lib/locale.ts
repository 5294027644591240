/*
 * The words of the app are in the language of the page, whatever the reader's is. What the browser puts into words (lists,
 * ages, names of months, forms of the plural) is in that language too, in the reader's own variety of it where there is
 * one: "24 Nov 2026". Figures, money and the clock are as the reader writes them.
 */
const language = document.documentElement.lang || 'en'

export const WORDS =
  navigator.languages.find((name) => name === language || name.startsWith(`${language}-`)) ?? language

/** "Ann, Ben and Cid" */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(WORDS, { type: 'conjunction' }).format(items)
}
