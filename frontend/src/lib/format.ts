import { LOCALE } from './locale'

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]
/** Seconds. */
const WEEK = 7 * 86_400

/*
 * Made when first used. The first of all takes some 15 ms, in which the browser loads its tables: `readyFormats` has that
 * done while the app still waits for the network.
 */
const integers = once(() => new Intl.NumberFormat(LOCALE))
// In German a narrow "m" would be a metre.
const relative = once(
  () =>
    new Intl.RelativeTimeFormat(LOCALE, {
      numeric: 'auto',
      style: LOCALE.startsWith('en') ? 'narrow' : 'short',
    }),
)
const day = once(() => new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium' }))
const monthDay = once(() => new Intl.DateTimeFormat(LOCALE, { month: 'short', day: 'numeric' }))
const monthYear = once(() => new Intl.DateTimeFormat(LOCALE, { month: 'short', year: 'numeric' }))
const time = once(() => new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' }))
const moment = once(
  () =>
    new Intl.DateTimeFormat(LOCALE, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }),
)
const momentOfYear = once(() => new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' }))
const exact = once(() => new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium' }))

export function readyFormats(): void {
  // A task each, as nobody can press anything during one.
  for (const format of [integers, relative, exact]) setTimeout(format)
}

export function formatCount(value: number): string {
  return integers().format(value)
}

/**
 * "now" within a few seconds, then "12s ago", "3 min. ago", "yesterday" …, in the page's language; from a week on the date:
 * "Nov 21", and of another year "Nov 2025".
 */
export function formatRelative(iso: string, now: number): string {
  // A client clock behind the server's would put fresh changes in the future.
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000)
  if (seconds >= WEEK) return shortDate(new Date(iso), new Date(now))
  if (seconds < 5) return relative().format(0, 'second')
  for (const [unit, length] of UNITS) {
    if (seconds >= length) return relative().format(-Math.floor(seconds / length), unit)
  }
  return relative().format(-Math.floor(seconds), 'second')
}

function shortDate(date: Date, now: Date): string {
  return (date.getFullYear() === now.getFullYear() ? monthDay : monthYear)().format(date)
}

/** "1:24 PM"; of another day with the date. */
export function formatTime(at: Date, now = new Date()): string {
  return at.toDateString() === now.toDateString() ? time().format(at) : formatMoment(at, now)
}

/** "Nov 28, 1:24 PM"; of another year with the year: as exact as a sentence needs it. */
export function formatMoment(at: Date, now = new Date()): string {
  return (at.getFullYear() === now.getFullYear() ? moment : momentOfYear)().format(at)
}

export function formatExact(iso: string): string {
  return exact().format(new Date(iso))
}

/** The day of a moment of the API: "24 Nov 2026". */
export function formatDate(iso: string): string {
  return day().format(new Date(iso))
}

/** A day of the API ("2026-11-24") as "24 Nov 2026". */
export function formatDay(date: string): string {
  return day().format(new Date(`${date}T00:00:00`))
}

/** Takes a decimal string of the API. */
export type MoneyFormat = (amount: string) => string

/**
 * A formatter of decimal strings in `currency`; without one (not known yet) a plain two-place number. `compact` is for
 * where there is no room: "$106K".
 */
export function moneyFormatter(
  currency: string | undefined,
  notation: 'standard' | 'compact' = 'standard',
): MoneyFormat {
  const isCompact = notation === 'compact'
  const digits = isCompact ? { notation, maximumSignificantDigits: 3 } : {}
  const format = currency
    ? new Intl.NumberFormat(LOCALE, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        ...digits,
      })
    : new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2, ...digits })
  // Intl formats decimal strings exactly; as a JavaScript number large totals would be rounded.
  return (amount) => format.format(amount as Intl.StringNumericLiteral)
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
