import { defineConfig } from '@lingui/cli'

export default defineConfig({
  sourceLocale: 'en',
  // English stands in src/strings. A new language: docs/development.md.
  locales: ['de'],
  catalogs: [{ path: '<rootDir>/src/messages/{locale}', include: ['<rootDir>/src/strings'] }],
  format: 'po',
  formatOptions: { lineNumbers: false },
  orderBy: 'origin',
  runtimeConfigModule: ['@/lib/i18n', 'i18n'],
})
