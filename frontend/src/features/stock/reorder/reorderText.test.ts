import { expect, it } from 'vitest'
import { makeProduct } from '@/test/makers'
import { totalCost } from './reorder'
import { toCsv, toTabs } from './reorderText'

const line = (name: string, cost = '10.00') => ({
  product: makeProduct({ name, sku: 'A-1', quantity: 1 }),
  low_since: null,
  used_30_days: 2,
  suggested: 3,
  cost,
})

it('quotes what a CSV file must quote, and lets no name become a formula', () => {
  const [, quoted, formula] = toCsv([line('Mug, "blue"'), line('=HYPERLINK("x")')]).split('\r\n')
  expect(quoted).toBe('A-1,"Mug, ""blue""",1,20,2,3,12.50,10.00')
  expect(formula).toBe('A-1,"\'=HYPERLINK(""x"")",1,20,2,3,12.50,10.00')
})

it('keeps a line a line when it is pasted', () => {
  expect(toTabs([line('Mug\nblue')]).split('\n')).toHaveLength(2)
})

it('adds money without rounding', () => {
  expect(totalCost([line('a', '0.10'), line('b', '0.20'), line('c', '90071992547409931.01')])).toBe(
    '90071992547409931.31',
  )
  expect(totalCost([])).toBe('0.00')
})
