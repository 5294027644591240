import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import cases from '@/../../tests/cases/filters.json'
import { belongs as movementBelongs, NO_FILTERS, toMovementParams } from '@/entities/movement/filters'
import type { Movement } from '@/entities/movement/types'
import { urlOf } from '@/lib/api/http'
import { makeProduct } from '@/testing/makers'
import { listsMovement, listsProduct } from '@/testing/serverRules'
import { belongs } from './listRules'
import type { ListParams } from './queries'

/*
 * `tests/api/test_filter_cases.py` holds the API to the same table. What is judged here as changes come must be what the
 * server would say; the fake API of the tests must say it, too.
 */

const queryOf = (params: object) => new URL(urlOf({ path: '', params }), 'http://host').searchParams
const titled = <Case extends { params: object }>(list: Case[]) =>
  list.map((each) => [JSON.stringify(each), each] as const)

describe('products', () => {
  const mug = {
    sku: 'HOME-MUG01',
    name: 'Blue Mug',
    description: 'Holds 300 ml.',
    category: 'home',
    barcode: '4006381333931',
    price: '12.50',
    quantity: 42,
    reorder_level: 20,
  }

  it.each(titled(cases.products))('%s', (_, { product, params, belongs: expected }) => {
    const row = makeProduct({ ...mug, ...product })
    expect(belongs({ scope: 'all', ...params } as ListParams, row, 3)).toBe(expected ? 'yes' : 'no')
    expect(listsProduct(row, queryOf(params))).toBe(expected)
  })

  it('of nobody that is known yet are asked for', () => {
    expect(belongs({ scope: 'mine' }, makeProduct(), null)).toBe('maybe')
    expect(belongs({ scope: 'mine' }, makeProduct(), 3)).toBe('yes')
    expect(belongs({ scope: 'mine' }, makeProduct(), 4)).toBe('no')
  })

  it('are asked for when there is no rule', () => {
    expect(belongs({ scope: 'all', code: '4006381333931' } as ListParams, makeProduct(), 3)).toBe('maybe')
  })
})

describe('movements', () => {
  // The table counts days in UTC.
  beforeEach(() => void vi.stubEnv('TZ', 'UTC'))
  afterEach(() => void vi.unstubAllEnvs())

  it.each(titled(cases.movements))('%s', (_, { movement: part, params, belongs: expected }) => {
    const sold = { name: 'Oak Table abc', sku: 'FURN-1x', reason: 'sale', actor: 'ana' }
    const movement = { ...sold, created_at: '2026-03-05T12:00:00Z', ...part } as Movement
    const filters = { ...NO_FILTERS, ...params }
    expect(movementBelongs(filters, movement)).toBe(expected ? 'yes' : 'no')
    expect(listsMovement(movement, queryOf(toMovementParams(filters)))).toBe(expected)
  })
})
