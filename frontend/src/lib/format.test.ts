import { afterEach, describe, expect, it, vi } from 'vitest'
import { formatRelative, moneyFormatter } from './format'
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

describe('for a German reader of an English page', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  /** The modules as a browser that is set to these languages loads them. */
  async function read(languages: string[]) {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages)
    const inTheirs = (Made: typeof Intl.NumberFormat) =>
      class extends Made {
        constructor(locale?: string, options?: object) {
          super(locale ?? languages[0], options)
        }
      }
    const NumberFormat = inTheirs(Intl.NumberFormat)
    const DateTimeFormat = inTheirs(Intl.DateTimeFormat as unknown as typeof Intl.NumberFormat)
    vi.stubGlobal('Intl', Object.assign(Object.create(Intl), { NumberFormat, DateTimeFormat }))
    vi.resetModules()
    const [format, bytes, plural, locale] = await Promise.all([
      import('./format'),
      import('./formatBytes'),
      import('./plural'),
      import('./locale'),
    ])
    return { ...format, ...bytes, ...plural, ...locale }
  }

  it('keeps words in the language of the page', async () => {
    const words = await read(['de-DE', 'de'])
    expect(words.formatRelative(ago(60), now)).toMatch(/^1m(in\.)? ago$/)
    expect(words.formatList(['Price', 'On hand', 'Picture'])).toBe('Price, On hand, and Picture')
    expect(words.formatDay('2026-11-24')).toBe('Nov 24, 2026')
    expect(words.plural(1, { one: '# product', other: '# products' })).toBe('1 product')
    expect(words.moneyFormatter('EUR', 'compact')('1000000')).toBe('€1M')
  })

  it('writes figures, money and the clock as they do', async () => {
    const figures = await read(['de-DE', 'de'])
    expect(figures.formatCount(2000)).toBe('2.000')
    expect(figures.plural(2000, { other: '# products' })).toBe('2.000 products')
    expect(figures.moneyFormatter('EUR')('1234.5')).toBe('1.234,50\u00a0€')
    expect(figures.formatBytes(4.3 * 1024 * 1024)).toBe('4,3 MB')
    expect(figures.formatExact('2026-11-24T15:12:09')).toBe('Nov 24, 2026, 15:12:09')
  })

  it('takes their own variety of the language of the page', async () => {
    const british = await read(['fr-FR', 'en-GB', 'en'])
    expect(british.WORDS).toBe('en-GB')
    expect(british.formatDay('2026-11-24')).toBe('24 Nov 2026')
  })
})
