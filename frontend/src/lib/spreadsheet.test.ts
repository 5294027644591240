import { expect, it } from 'vitest'
import cases from '@/../../tests/cases/spreadsheet.json'
import { csvOf, inert, tabsOf } from './spreadsheet'

it.each(cases)('lets no text become a formula: $text', ({ text, cell }) => {
  expect(inert(text)).toBe(cell)
})

it('quotes every cell of a file, and leaves numbers numbers', () => {
  expect(csvOf([['Mug, "blue"', -3, '=1;x', '12.50']])).toBe(
    '\ufeff"Mug, ""blue""","-3","\'=1;x","12.50"\r\n',
  )
})

it('keeps a line a line when it is pasted', () => {
  expect(tabsOf([['Mug\n=blue', -3], ['+1\tx']])).toBe("Mug '=blue\t-3\n'+1 x")
})
