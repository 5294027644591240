import { expect, it } from 'vitest'
import { makeProduct } from '@/testing/makers'
import { selection } from './store'

const rows = [1, 2, 3, 4].map((id) => makeProduct({ id, sku: `S-${id}` }))

it('leaves out what has stopped matching, also when it is narrowed to single products', () => {
  const params = { scope: 'all', status: 'low' } as const
  selection.see({ params, rows })
  selection.selectAllMatching()
  selection.see({ params, rows: rows.slice(0, 2) })
  selection.toggle(rows[0] ?? makeProduct())
  expect(selection.getPicked().map(({ id }) => id)).toEqual([2])
  expect(selection.get()).toMatchObject({ count: 1, isAllMatching: false })
  selection.clear()
})
