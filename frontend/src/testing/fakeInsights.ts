import type { Insights, Movement } from '@/entities/movement/types'

const TODAY = Date.parse('2026-11-24T12:00:00Z')
const DAY_MS = 86_400_000

/** The figures of so many days to 24 November 2026, on which these movements all happened. */
export function makeInsights(days: number, movements: Movement[]): Insights {
  const received = movements.reduce((sum, { delta }) => sum + Math.max(0, delta), 0)
  const removed = movements.reduce((sum, { delta }) => sum + Math.max(0, -delta), 0)
  const dates = Array.from({ length: days }, (_, place) =>
    new Date(TODAY - (days - 1 - place) * DAY_MS).toISOString().slice(0, 10),
  )
  return {
    days: dates.map((date, place) =>
      place === days - 1
        ? { date, value: '1250.00', movements: movements.length, received, removed }
        : { date, value: '1000.50', movements: 1, received: 4, removed: 1 },
    ),
    reasons: [
      { reason: 'sale', movements: 12, received: 0, removed: 30 },
      { reason: 'receive', movements: 3, received: 90, removed: 0 },
    ],
    movers: [{ product: 1, sku: 'A-1', name: 'USB-C cable', on_hand: 44, used: 30 }],
    cover: [{ product: 2, sku: 'B-2', name: 'HDMI adapter', on_hand: 4, used_30_days: 40, days_left: 3 }],
    dead_stock: {
      since: '2026-08-26',
      products: 1,
      value: '480.00',
      worth_most: [
        {
          product: 3,
          sku: 'C-3',
          name: 'Fax machine',
          on_hand: 4,
          value: '480.00',
          last_moved: '2026-02-01T10:00:00Z',
        },
      ],
    },
  }
}
