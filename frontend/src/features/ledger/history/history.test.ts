import { expect, it } from 'vitest'
import type { HistoryDay } from '@/entities/movement/types'
import { sinceAdded } from './history'

const day = (date: string, on_hand = 0): HistoryDay => ({ date, on_hand, received: 0, removed: 0 })
const DAYS = [day('2026-11-01'), day('2026-11-02'), day('2026-11-03'), day('2026-11-04', 5)]

it('leaves out the days before the product was added', () => {
  expect(sinceAdded(DAYS, '2026-11-03T12:00:00').map(({ date }) => date)).toEqual([
    '2026-11-03',
    '2026-11-04',
  ])
})

it('keeps the days on which an older product was out of stock', () => {
  expect(sinceAdded(DAYS, '2026-09-01T12:00:00')).toBe(DAYS)
})

it('keeps days with stock, whatever the clock says', () => {
  expect(sinceAdded(DAYS, '2026-12-01T12:00:00')).toEqual([DAYS[3]])
})
