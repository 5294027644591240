import { describe, expect, it } from 'vitest'
import * as text from '@/strings/numbers'
import { isUnusual, parseCount, parsePrice, parseProductPrice } from './parseNumber'

const NBSP = '\u00a0'
const NARROW = '\u202f'

describe('parseCount', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    ['007', 7],
    ['  42 ', 42],
    ['2147483647', 2_147_483_647],
    // Digits of other scripts, also mixed with invisible marks as they are copied with.
    ['５', 5],
    ['１２３', 123],
    ['٥', 5],
    ['۱۲', 12],
    ['१२०', 120],
    ['𝟘𝟗', 9],
    ['\u200f٤٢\u200e', 42],
    ['\ufeff12\u200b', 12],
    // Separators that can mean nothing but groups.
    ['1 000', 1000],
    [`1${NBSP}000`, 1000],
    [`12${NARROW}345${NARROW}678`, 12_345_678],
    ["1'000", 1000],
    ['1’000’000', 1_000_000],
    ['١٬٠٠٠', 1000],
    ['1.000.000', 1_000_000],
    ['1,000,000', 1_000_000],
    ['1,00,000', 100_000],
    ['12,34,567', 1_234_567],
  ])('reads %j as %d, whatever the reader’s language', (typed, value) => {
    for (const locale of ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN', 'ar-EG']) {
      expect(parseCount(typed, locale)).toEqual({ value, problem: null })
    }
  })

  it.each([
    ['en-US', '1,000', 1000],
    ['en-IN', '1,000', 1000],
    ['en-US', '１，０００', 1000],
    ['de-DE', '1.000', 1000],
    ['de-DE', '12.500', 12_500],
    ['tr-TR', '1.000', 1000],
  ])('takes the group separator of a reader of %s: %j', (locale, typed, value) => {
    expect(parseCount(typed, locale)).toEqual({ value, problem: null })
  })

  it.each([
    ['en-US', '1.000', '1000', '1'],
    ['en-US', '1.250', '1250', '1.25'],
    ['de-DE', '1,000', '1000', '1'],
    ['de-DE', '2,500', '2500', '2.5'],
    ['fr-FR', '1.000', '1000', '1'],
    ['de-CH', '1,000', '1000', '1'],
  ])('asks a reader of %s what %j means', (locale, typed, large, small) => {
    expect(parseCount(typed, locale)).toEqual({ value: null, problem: text.twoMeanings(large, small) })
  })

  it.each([
    ['', text.wholeNumber],
    [' ', text.wholeNumber],
    ['ten', text.wholeNumber],
    ['1x', text.wholeNumber],
    ['1_000', text.wholeNumber],
    ['0x10', text.wholeNumber],
    ['½', text.wholeNumber],
    ['5²', text.wholeNumber],
    ['4711-12', text.wholeNumber],
    ['SKU-5', text.wholeNumber],
    ['€5', text.wholeNumber],
    ['1.', text.wholeNumber],
    ['(5)', text.wholeNumber],
    ['1.5', text.noDecimals],
    ['1,5', text.noDecimals],
    ['.5', text.noDecimals],
    ['10.0', text.noDecimals],
    ['9.00', text.noDecimals],
    ['0.500', text.noDecimals],
    ['1,234.00', text.noDecimals],
    ['1.234,5', text.noDecimals],
    ['٢٫٥', text.noDecimals],
    ['２．５', text.noDecimals],
    ['-3', text.noSign],
    ['−3', text.noSign],
    ['－３', text.noSign],
    ['–3', text.noSign],
    ['+3', text.noSign],
    ['3-', text.noSign],
    ['- 3', text.noSign],
    ['-1.5', text.noSign],
    ['1e3', text.inFull],
    ['1.5E+3', text.inFull],
    ['1e-3', text.inFull],
    ['1,00', text.noDecimals],
    ['1 00', text.wrongGroups],
    ['1 0000', text.wrongGroups],
    ['1000 000', text.wrongGroups],
    ['1,000.000.000', text.wrongGroups],
    ["1 000'000", text.wrongGroups],
    ['0 123', text.wrongGroups],
    ['1,,000', text.wrongGroups],
    ['1.2.3', text.wrongGroups],
    ['2147483648', text.atMost('2,147,483,647')],
    ['4006381333931', text.atMost('2,147,483,647')],
    ['9'.repeat(400), text.atMost('2,147,483,647')],
  ])('refuses %j and says why', (typed, problem) => {
    expect(parseCount(typed, 'en-US')).toEqual({ value: null, problem })
  })

  it('reads the digits of every script that the browser can write', () => {
    for (const system of Intl.supportedValuesOf('numberingSystem')) {
      const format = new Intl.NumberFormat('en-US', { numberingSystem: system, useGrouping: false })
      const digits = format.format(9_876_543)
      // Some are words or signs of their own, and no decimal digits.
      if (!/^\p{Nd}+$/u.test(digits)) continue
      expect(parseCount(digits), system).toEqual({ value: 9_876_543, problem: null })
      expect(parseCount(format.format(1_020)), system).toEqual({ value: 1_020, problem: null })
    }
  })

  it('takes back every count that the app shows', () => {
    for (const locale of LOCALES) {
      for (const count of [0, 7, 999, 1000, 12_345, 100_000, 1_234_567]) {
        const shown = new Intl.NumberFormat(locale).format(count)
        expect(parseCount(shown, locale), `${locale} ${shown}`).toEqual({ value: count, problem: null })
      }
    }
  })
})

describe('parsePrice', () => {
  it.each([
    ['12.50', '12.50'],
    ['12,50', '12.50'],
    ['12,5', '12.5'],
    ['12', '12'],
    ['007.5', '7.5'],
    ['.99', '0.99'],
    ['0', '0'],
    ['1.234,50', '1234.50'],
    ['1,234.50', '1234.50'],
    ['1 234,50', '1234.50'],
    [`1${NARROW}234,50`, '1234.50'],
    ["1'234.50", '1234.50'],
    ['12,34,567.50', '1234567.50'],
    ['1.234.567', '1234567'],
    ['１２．５０', '12.50'],
    ['١٬٢٣٤٫٥٠', '1234.50'],
    ['99999999.99', '99999999.99'],
    ['12.50 €', '12.50'],
    ['€12.50', '12.50'],
    ['12,50 EUR', '12.50'],
    ['eur 12,50', '12.50'],
  ])('reads %j as %j', (typed, value) => {
    for (const locale of ['en-US', 'de-DE', 'fr-FR']) {
      expect(parsePrice(typed, 'EUR', locale)).toEqual({ value, problem: null })
    }
  })

  it.each([
    ['', text.aPrice],
    ['ten', text.aPrice],
    ['12.', text.aPrice],
    ['€', text.aPrice],
    ['12.50 € each', text.aPrice],
    ['12.345', text.twoMeanings('12345', '12.345')],
    ['0.125', text.twoDecimals],
    ['12.3456', text.twoDecimals],
    ['1,234.567', text.twoDecimals],
    ['-5', text.noSign],
    ['€-5', text.noSign],
    ['-€5', text.noSign],
    ['−5,00 €', text.noSign],
    ['1e3', text.inFull],
    ['1,23,4', text.wrongGroups],
    ['1.234,5,6', text.wrongGroups],
    ['12.50 $', text.otherCurrency('EUR')],
    ['£12.50', text.otherCurrency('EUR')],
    ['12.50 USD', text.otherCurrency('EUR')],
    ['100000000', text.atMost('99999999.99')],
    ['4006381333931', text.atMost('99999999.99')],
  ])('refuses %j and says why', (typed, problem) => {
    expect(parsePrice(typed, 'EUR', 'en-US')).toEqual({ value: null, problem })
  })

  it('reads one separator before three digits as the reader writes it', () => {
    expect(parsePrice('1,234', 'EUR', 'en-US').value).toBe('1234')
    expect(parsePrice('1.234', 'EUR', 'de-DE').value).toBe('1234')
    expect(parsePrice('1,234', 'EUR', 'de-DE').problem).toBe(text.twoMeanings('1234', '1.234'))
  })

  it('takes no symbol before the currency is known', () => {
    expect(parsePrice('12.50', undefined).value).toBe('12.50')
    expect(parsePrice('€12.50', undefined).problem).toBe(text.aPrice)
  })

  it('takes back every price that the app shows', () => {
    for (const locale of LOCALES) {
      for (const currency of ['EUR', 'USD', 'CHF', 'DKK', 'INR', 'AED']) {
        const format = new Intl.NumberFormat(locale, {
          style: 'currency',
          currency,
          currencyDisplay: 'narrowSymbol',
        })
        for (const price of ['0.01', '9.90', '1234.50', '12345.67', '1234567.89']) {
          const shown = format.format(price as Intl.StringNumericLiteral)
          const what = `${locale} ${currency} ${shown}`
          expect(parsePrice(shown, currency, locale), what).toEqual({ value: price, problem: null })
        }
      }
    }
  })
})

it('asks of a product at least a cent', () => {
  expect(parseProductPrice('0')).toEqual({ value: null, problem: text.tooLow })
  expect(parseProductPrice('0,00')).toEqual({ value: null, problem: text.tooLow })
  expect(parseProductPrice('0,01').value).toBe('0.01')
})

it.each([
  [96_385_074, 10, true],
  [100_001, 0, true],
  [100_000, 0, false],
  [150_000, 1_500, false],
  [150_001, 1_500, true],
  [0, 96_385_074, false],
])('finds %d after %d unusual: %s', (after, before, expected) => {
  expect(isUnusual(after, before)).toBe(expected)
})

const LOCALES = [
  ...[
    'en-US',
    'en-GB',
    'en-IN',
    'en-ZA',
    'de-DE',
    'de-AT',
    'de-CH',
    'fr-FR',
    'fr-CH',
    'fr-CA',
    'es-ES',
    'es-MX',
  ],
  ...[
    'it-IT',
    'it-CH',
    'pt-BR',
    'pt-PT',
    'nl-NL',
    'sv-SE',
    'nb-NO',
    'da-DK',
    'fi-FI',
    'pl-PL',
    'cs-CZ',
    'sk-SK',
  ],
  ...[
    'hu-HU',
    'ro-RO',
    'bg-BG',
    'hr-HR',
    'sl-SI',
    'lt-LT',
    'lv-LV',
    'et-EE',
    'el-GR',
    'tr-TR',
    'ru-RU',
    'uk-UA',
  ],
  ...[
    'he-IL',
    'ar-EG',
    'ar-SA',
    'fa-IR',
    'ur-PK',
    'hi-IN',
    'mr-IN',
    'ne-NP',
    'bn-BD',
    'ta-IN',
    'my-MM',
    'th-TH',
  ],
  ...[
    'zh-CN',
    'zh-TW',
    'ja-JP',
    'ko-KR',
    'vi-VN',
    'id-ID',
    'ms-MY',
    'sw-KE',
    'am-ET',
    'ka-GE',
    'kk-KZ',
    'dz-BT',
  ],
]
