import { expect, it } from 'vitest'
import type { Movement } from '@/entities/movement/types'
import { inRuns } from './runs'

let id = 1000
const move = (product: number | null, part: Partial<Movement> = {}): Movement => ({
  id: id--,
  product,
  sku: `S-${product}`,
  name: `Product ${product}`,
  delta: 1,
  balance_after: 5,
  reason: 'receive',
  note: '',
  actor: 'ana',
  source: 'api',
  created_at: '2026-11-28T10:00:00.000Z',
  reverts: null,
  reverted_by: null,
  via: null,
  ...part,
})
const sizes = (rows: Movement[]) => inRuns(rows).map((run) => run.length)

it('puts the movements of a run together, and keeps the order', () => {
  const rows = [move(1), move(2), move(3), move(4, { reason: 'sale' })]
  expect(sizes(rows)).toEqual([3, 1])
  expect(inRuns(rows).flat()).toEqual(rows)
})

it('keeps two apart: they are no run', () => {
  expect(sizes([move(1), move(2)])).toEqual([1, 1])
})

it.each([
  ['another person', { actor: 'ben' }],
  ['another note', { note: 'Broken' }],
  ['another number', { delta: 2 }],
  ['another moment', { created_at: '2026-11-28T10:01:00.000Z' }],
  ['a product that is deleted', { product: null }],
])('ends a run at %s', (_, part) => {
  expect(sizes([move(1), move(2), move(3), move(4, part)])).toEqual([3, 1])
})

it('takes one product tapped again and again for no run', () => {
  expect(sizes([move(1), move(1), move(1)])).toEqual([1, 1, 1])
})

it('has an import whose rows have numbers of their own', () => {
  const rows = [3, -1, 12].map((delta, product) =>
    move(product, { delta, source: 'import', reason: 'count' }),
  )
  expect(sizes(rows)).toEqual([3])
})
