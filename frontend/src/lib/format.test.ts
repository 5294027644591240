import { afterEach, describe, expect, it, vi } from 'vitest'
import { formatMoment, formatRelative, formatTime, moneyFormatter } from './format'
import { formatBytes } from './formatBytes'

const now = Date.parse('2026-11-23T14:00:00Z')
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString()

describe('formatRelative', () => {
  it.each([
    [0, 'now'],
    [12, '12s ago'],
    [60, '1m ago'],
    [3599, '59m ago'],
    [7200, '2h ago'],
    [86_400, 'yesterday'],
    [6.9 * 86_400, '6d ago'],
    [7 * 86_400, 'Nov 16'],
    [60 * 86_400, 'Sep 24'],
    [365 * 86_400, 'Nov 2025'],
  ])('says %d seconds as "%s"', (seconds, text) => {
    expect(formatRelative(ago(seconds), now).replace('min.', 'm')).toBe(text)
  })

  it('puts nothing into the future when this clock is behind', () => {
    expect(formatRelative(ago(-90), now)).toBe('now')
  })
})

describe('a moment in a sentence', () => {
  const noon = new Date('2026-11-23T14:00:00')

  it.each([
    ['2026-11-23T09:05:07', 'Nov 23, 9:05 AM', '9:05 AM'],
    ['2026-01-02T13:24:28', 'Jan 2, 1:24 PM', 'Jan 2, 1:24 PM'],
    ['2025-11-28T13:24:28', 'Nov 28, 2025, 1:24 PM', 'Nov 28, 2025, 1:24 PM'],
  ])('has no seconds, and its year and day where they say something: %s', (iso, moment, time) => {
    const plain = (words: string) => words.replaceAll('\u202f', ' ')
    expect(plain(formatMoment(new Date(iso), noon))).toBe(moment)
    expect(plain(formatTime(new Date(iso), noon))).toBe(time)
  })
})

describe('moneyFormatter', () => {
  it('formats in the currency of the server', () => {
    expect(moneyFormatter('USD')('1234.5')).toBe('$1,234.50')
    expect(moneyFormatter('EUR')('0.01')).toBe('€0.01')
  })

  it('keeps every digit of a total that a floating-point number would round', () => {
    expect(moneyFormatter('USD')('90071992547409931.01')).toBe('$90,071,992,547,409,931.01')
  })

  it('shows plain figures until the currency is known', () => {
    expect(moneyFormatter(undefined)('5')).toBe('5.00')
  })
})

it('says file sizes as people do', () => {
  expect(formatBytes(5 * 1024 * 1024)).toBe('5 MB')
  expect(formatBytes(1500)).toBe('2 kB')
})

describe('follows the language of the page', () => {
  afterEach(() => {
    document.documentElement.lang = ''
    vi.resetModules()
  })

  /** The modules as a browser that is set to these languages loads them, on a page in `language`. */
  async function read(language: string, languages: string[]) {
    document.documentElement.lang = language
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages)
    vi.resetModules()
    const [format, bytes, locale] = await Promise.all([
      import('./format'),
      import('./formatBytes'),
      import('./locale'),
    ])
    return { ...format, ...bytes, ...locale }
  }

  it('in German', async () => {
    const german = await read('de', ['de-DE', 'de', 'en'])
    expect(german.formatCount(2000)).toBe('2.000')
    expect(german.moneyFormatter('EUR')('1234.5')).toBe('1.234,50\u00a0€')
    expect(german.formatBytes(4.3 * 1024 * 1024)).toBe('4,3 MB')
    expect(german.formatExact('2026-11-24T15:12:09')).toBe('24.11.2026, 15:12:09')
    expect(german.formatRelative(ago(60), now)).toBe('vor 1 Min.')
    expect(german.formatList(['Preis', 'Bestand', 'Bild'])).toBe('Preis, Bestand und Bild')
  })

  it('in English in a German browser, when English was chosen', async () => {
    const english = await read('en', ['de-DE', 'de'])
    expect(english.formatCount(2000)).toBe('2,000')
    expect(english.moneyFormatter('EUR')('1234.5')).toBe('€1,234.50')
    expect(english.formatDay('2026-11-24')).toBe('Nov 24, 2026')
    expect(english.moneyFormatter('EUR', 'compact')('1000000')).toBe('€1M')
  })

  it('in the reader’s own variety of it', async () => {
    const british = await read('en', ['fr-FR', 'en-GB', 'en'])
    expect(british.LOCALE).toBe('en-GB')
    expect(british.formatDay('2026-11-24')).toBe('24 Nov 2026')
  })
})
