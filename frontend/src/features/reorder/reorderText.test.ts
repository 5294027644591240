import { expect, it } from 'vitest'
import { makeProduct } from '@/testing/makers'
import { totalCost } from './reorder'
import { reorderRows } from './reorderText'

const line = (name: string, cost = '10.00') => ({
  product: makeProduct({ name, sku: 'A-1', quantity: 1 }),
  low_since: null,
  used_30_days: 2,
  suggested: 3,
  order: 3,
  isDone: false,
  cost,
})

it('takes along what the list shows, numbers as numbers', () => {
  expect(reorderRows([line('Mug')])).toEqual([
    ['SKU', 'Name', 'On hand', 'Reorder at', 'Used in 30 days', 'Order', 'Price', 'Cost'],
    ['A-1', 'Mug', 1, 20, 2, 3, '12.50', '10.00'],
  ])
})

it('adds money without rounding', () => {
  expect(totalCost([line('a', '0.10'), line('b', '0.20'), line('c', '90071992547409931.01')])).toBe(
    '90071992547409931.31',
  )
  expect(totalCost([])).toBe('0.00')
})
