import type { Messages } from '@lingui/core'
import { i18n } from './i18n'
import { LANGUAGE, LOCALE } from './locale'
import { stored } from './stored'

/** Each in its own words. The script in index.html knows them too. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

/** English stands in the code. */
const catalogues: Record<string, () => Promise<{ messages: Messages }>> = {
  de: () => import('@/messages/de.po'),
}
/** For tests: words that look translated, longer than English, and from right to left. */
const PSEUDO = ['en-XA', 'ar-XB']

const chosen = stored<Language | null>('lr.language', {
  parse: (text) => (isLanguage(text) ? text : null),
  print: (language) => language,
})

export function getLanguage(): Language {
  return isLanguage(LANGUAGE) ? LANGUAGE : 'en'
}

/** The page is loaded again in that language. */
export function setLanguage(language: Language): void {
  chosen.set(language)
  window.location.reload()
}

/**
 * Fetches the words of the page's language; null when there is nothing to wait for. Must be done before any module of
 * `strings/` is loaded, for their texts are looked up then. Without its words the page is English.
 */
export function loadWords(): Promise<void> | null {
  const load = catalogues[LANGUAGE]
  if (load) {
    return load().then(
      ({ messages }) => i18n.loadAndActivate({ locale: LANGUAGE, locales: [LOCALE], messages }),
      () => {
        document.documentElement.lang = 'en'
      },
    )
  }
  return PSEUDO.includes(LANGUAGE) ? import('./pseudo').then(({ distort }) => distort(i18n)) : null
}

function isLanguage(text: string | null): text is Language {
  return text !== null && text in languages
}
