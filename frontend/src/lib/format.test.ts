import { describe, expect, it } from 'vitest'
import { formatBytes, formatRelative, moneyFormatter } from './format'

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
    [15 * 86_400, '2w ago'],
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
