import { expect, it } from 'vitest'
import { plural } from './plural'

it('picks the form that fits the count and writes the count into it', () => {
  const forms = { one: '# product', other: '# products' }
  expect(plural(1, forms)).toBe('1 product')
  expect(plural(0, forms)).toBe('0 products')
  expect(plural(2000, forms)).toBe(`${new Intl.NumberFormat().format(2000)} products`)
})

it('falls back to the other form', () => {
  expect(plural(1, { other: '# pieces' })).toBe('1 pieces')
})
