import * as text from '@/strings/numbers'
import { formatCount } from './format'
import { LOCALE } from './locale'

/** What came of reading a number: its value, or a sentence that says why it is none. */
export type ReadNumber<Value> = { value: Value; problem: null } | { value: null; problem: string }

/** The limits of the API. */
const MAX_COUNT = 2_147_483_647
const MAX_PRICE_DIGITS = 8

/** A sign, or what stands for one, before or after the figures. */
const SIGN =
  /^[^\d\p{L}]*[-+\u2010-\u2015\u2212\ufe62\ufe63\uff0b\uff0d]|[-+\u2010-\u2015\u2212\ufe62\ufe63\uff0b\uff0d][^\d\p{L}]*$/u
const EXPONENT = /^[\d.,]*\d\s*e\s*[-+]?\d+$/i
/** Separators that can only stand between groups, and the one that can only stand before decimals. */
const BETWEEN_GROUPS = /[\s'\u2018\u2019\uff07\u066c]/
const BEFORE_DECIMALS = '\u066b'
const SEPARATOR = /[\s.,'\u2018\u2019\uff07\u066b\u066c]/
/** Typed with an East Asian or Arabic keyboard. */
const COMMON_FORM: Record<string, string> = { '\uff0e': '.', '\uff0c': ',', '\u060c': ',' }

/**
 * Reads a whole number, 0 or more, as people type it: in any decimal digits, and with groups where they can mean nothing
 * else to a reader of `locale` (by default the page's, in which the app shows its numbers too).
 */
export function parseCount(typed: string, locale = LOCALE): ReadNumber<number> {
  const number = tidy(typed)
  const wrong = notPlain(number)
  if (wrong) return refuse(wrong)
  const parts = split(number, locale)
  if (parts === null) return refuse(text.wholeNumber)
  if (typeof parts === 'string') return refuse(parts)
  if (parts.decimals !== null) return refuse(text.noDecimals)
  const value = Number(parts.whole)
  return value > MAX_COUNT ? refuse(text.atMost(formatCount(MAX_COUNT))) : { value, problem: null }
}

/**
 * Reads a price, and returns it as the API writes it ("1234.5"). Takes back what the app shows ("1.234,50 €" to a
 * German reader): groups, a comma or a point before at most two decimals, the symbol or the code of `currency`.
 */
export function parsePrice(typed: string, currency?: string, locale = LOCALE): ReadNumber<string> {
  const number = tidy(withoutCurrency(typed, currency, locale))
  const wrong = notPlain(number)
  if (wrong) return refuse(wrong)
  const parts = split(number, locale)
  if (parts === null)
    return refuse(hasCurrency(number) && currency ? text.otherCurrency(currency) : text.aPrice)
  if (typeof parts === 'string') return refuse(parts)
  const { whole, decimals } = parts
  if (decimals !== null && decimals.length > 2) return refuse(text.twoDecimals)
  const units = whole.replace(/^0+(?=\d)/, '')
  if (units.length > MAX_PRICE_DIGITS) return refuse(text.atMost('99999999.99'))
  return { value: decimals === null ? units : `${units}.${decimals}`, problem: null }
}

/** Reads a price that a product can have. */
export function parseProductPrice(typed: string, currency?: string, locale = LOCALE): ReadNumber<string> {
  const read = parsePrice(typed, currency, locale)
  return read.value !== null && Number(read.value) < 0.01 ? refuse(text.tooLow) : read
}

/**
 * Whether a number is so far beyond the one before it that it is more likely a slip or a scanned code. 100,000 is more
 * than a shop has of one thing, and a hundred times as much is no ordinary delivery; a barcode has seven digits or more.
 */
export function isUnusual(after: number, before: number): boolean {
  return after > 100_000 && after > 100 * before
}

interface Parts {
  whole: string
  /** Null when there is no decimal separator. */
  decimals: string | null
}

/** The digits before and after the decimal separator; or why they cannot be told; null when it is no number at all. */
function split(number: string, locale: string): Parts | string | null {
  const groups = number.split(SEPARATOR)
  const separators = [...number].filter((char) => SEPARATOR.test(char))
  if (number === '' || groups.some((group) => /\D/.test(group)) || groups.at(-1) === '') return null
  const last = separators.at(-1)
  if (last === undefined) return { whole: number, decimals: null }
  const others = separators.slice(0, -1)
  if (others.includes(last) || BETWEEN_GROUPS.test(last)) {
    return isGrouped(groups, separators) ? { whole: groups.join(''), decimals: null } : text.wrongGroups
  }
  const whole = groups.slice(0, -1)
  const decimals = groups.at(-1) ?? ''
  if (others.length > 0) {
    return isGrouped(whole, others) ? { whole: whole.join(''), decimals } : text.wrongGroups
  }
  // One point or comma before three digits: a group to some readers, decimals to others.
  if (last !== BEFORE_DECIMALS && isGrouped(groups, separators)) {
    if (last === groupSeparator(locale)) return { whole: groups.join(''), decimals: null }
    return text.twoMeanings(groups.join(''), plainDecimal(groups))
  }
  return { whole: whole[0] || '0', decimals }
}

/** Whether these are groups of three, or of two before the last as in India, with one and the same separator. */
function isGrouped(groups: string[], separators: string[]): boolean {
  const sizes = groups.map((group) => group.length).join(' ')
  const isRegular = /^[123]( 3)+$/.test(sizes) || (separators[0] === ',' && /^[12]( 2)+ 3$/.test(sizes))
  return isRegular && !groups[0]?.startsWith('0') && new Set(separators).size === 1
}

function plainDecimal([whole = '', decimals = '']: string[]): string {
  const kept = decimals.replace(/0+$/, '')
  return kept ? `${whole}.${kept}` : whole
}

function groupSeparator(locale: string): string | undefined {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_000_000)
  return parts.find(({ type }) => type === 'group')?.value
}

function notPlain(number: string): string | null {
  if (EXPONENT.test(number)) return text.inFull
  return /\d/.test(number) && SIGN.test(number) ? text.noSign : null
}

/** Without what cannot be seen, and with the digits and separators of other scripts in their common form. */
function tidy(typed: string): string {
  const seen = typed.replace(/\p{Cf}/gu, '').trim()
  return [...seen].map((char) => COMMON_FORM[char] ?? digitOf(char) ?? char).join('')
}

/** Unicode keeps the ten digits of each script in a row, from zero on. */
function digitOf(char: string): string | null {
  if (!isDigit(char)) return null
  const code = char.codePointAt(0) ?? 0
  let before = 0
  while (isDigit(String.fromCodePoint(code - before - 1))) before += 1
  return String(before % 10)
}

function isDigit(char: string): boolean {
  return /^\p{Nd}$/u.test(char)
}

function withoutCurrency(typed: string, currency: string | undefined, locale: string): string {
  const seen = bare(typed)
  if (!currency) return seen
  for (const name of currencyNames(currency, locale)) {
    if (seen.toUpperCase().startsWith(name)) return seen.slice(name.length)
    if (seen.toUpperCase().endsWith(name)) return seen.slice(0, -name.length)
  }
  return seen
}

/** How a currency is written, in capitals, the longest name first: "KR." before "KR". */
function currencyNames(currency: string, locale: string): string[] {
  const names = (['code', 'symbol', 'narrowSymbol'] as const).flatMap((currencyDisplay) => {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
    const name = format.formatToParts(1).find(({ type }) => type === 'currency')?.value
    return name ? [bare(name).toUpperCase()] : []
  })
  return [...new Set(names)].sort((one, other) => other.length - one.length)
}

function hasCurrency(number: string): boolean {
  return /\d/.test(number) && /^(\p{Sc}|[a-z]{3}(?![a-z]))|(\p{Sc}|(?<![a-z])[a-z]{3})$/iu.test(number)
}

function bare(typed: string): string {
  return typed.replace(/\p{Cf}/gu, '').trim()
}

function refuse(problem: string): { value: null; problem: string } {
  return { value: null, problem }
}
