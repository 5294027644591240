import { setupI18n } from '@lingui/core'
import { LOCALE } from './locale'

/** What the words of `strings/` are looked up in. Without a catalogue they are English. */
export const i18n = setupI18n({ locale: 'en', locales: LOCALE, messages: { en: {} } })
