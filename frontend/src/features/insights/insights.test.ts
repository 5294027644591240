import { expect, it } from 'vitest'
import { difference, historyOf, toPeriods } from './insights'

it('subtracts money without rounding', () => {
  expect(difference('1250.00', '1000.50')).toBe('249.50')
  expect(difference('0.10', '0.30')).toBe('-0.20')
  expect(difference('90071992547409931.01', '0.02')).toBe('90071992547409930.99')
})

it('sums up weeks that end today, the first one with what is left', () => {
  const days = Array.from({ length: 365 }, (_, place) => ({
    date: String(place),
    value: '0.00',
    movements: 1,
    received: 2,
    removed: 3,
  }))
  const periods = toPeriods(days)
  expect(periods[0]).toEqual({ from: '0', to: '0', movements: 1, received: 2, removed: 3 })
  expect(periods.at(-1)).toEqual({ from: '358', to: '364', movements: 7, received: 14, removed: 21 })
  expect(toPeriods(days.slice(0, 90))).toHaveLength(90)
})

it('filters the history by all that it is given', () => {
  expect(historyOf({ product: 3, reasons: ['sale', 'loss'], from: '2026-01-01', to: '2026-01-02' })).toBe(
    '/movements?product=3&reason=sale&reason=loss&from=2026-01-01&to=2026-01-02',
  )
})
