import { describe, expect, it } from 'vitest'
import type { Product } from '@/entities/product/types'
import { makeProduct } from '@/testing/makers'
import { isBehind, type MergeField, rebase, type Standing } from './merge'
import { type ProductValues, toValues } from './schema'

const opened = makeProduct({ version: 7, description: 'Black', image: '/media/a.webp' })
const start: Standing = { base: opened, conflicts: [], taken: [] }

function meet(
  theirs: Partial<Product>,
  mine: Partial<ProductValues> = {},
  {
    held,
    hasPicture = false,
    from = start,
  }: { held?: MergeField; hasPicture?: boolean; from?: Standing } = {},
) {
  const latest = { ...from.base, version: from.base.version + 1, ...theirs }
  return rebase(from, latest, { values: { ...toValues(opened), ...mine }, hasPicture }, held)
}

describe('an edit that meets a newer version', () => {
  it('takes what only they changed', () => {
    const next = meet({ price: '9.00', quantity: 3 }, { name: 'Mine' })
    expect(next.taken).toEqual(['price', 'quantity'])
    expect(next.conflicts).toEqual([])
    expect(next.base).toMatchObject({ version: 8, price: '9.00', quantity: 3 })
  })

  it('asks about what both changed to different values', () => {
    const next = meet({ name: 'Theirs', price: '9.00' }, { name: 'Mine' })
    expect(next).toMatchObject({ conflicts: ['name'], taken: ['price'] })
  })

  it.each<[string, Partial<Product>, Partial<ProductValues>]>([
    ['the same words', { name: 'Cable' }, { name: 'Cable ' }],
    ['the same price', { price: '9.00' }, { price: '9' }],
    ['the same price, with a comma', { price: '9.50' }, { price: '9,5' }],
    ['the same price, with groups', { price: '1234.50' }, { price: '1.234,50' }],
    ['the same number', { quantity: 12 }, { quantity: '１２' }],
    ['the same lines', { description: 'a\nb' }, { description: 'a\r\nb' }],
    ['nothing', { reorder_level: null }, { reorder_level: '' }],
  ])('agrees when both made it %s', (_, theirs, mine) => {
    expect(meet(theirs, mine)).toMatchObject({ conflicts: [], taken: [] })
  })

  it('does not ask any more when they change it back, or to mine', () => {
    const clash = meet({ name: 'Theirs' }, { name: 'Mine' })
    expect(meet({ name: 'Mine' }, { name: 'Mine' }, { from: clash }).conflicts).toEqual([])
    expect(meet({ name: 'Again theirs' }, { name: 'Mine' }, { from: clash }).conflicts).toEqual(['name'])
  })

  it('leaves the field with the focus for later, and finds it then', () => {
    const waiting = meet({ name: 'Theirs', price: '9.00' }, {}, { held: 'name' })
    expect(waiting).toMatchObject({ taken: ['price'], base: { name: opened.name, version: 8 } })
    const latest = { ...opened, version: 8, name: 'Theirs', price: '9.00' }
    expect(isBehind(waiting.base, latest)).toBe(true)
    const values = { ...toValues(opened), price: '9.00' }
    expect(rebase(waiting, latest, { values, hasPicture: false }).taken).toEqual(['name', 'price'])
    const typed = { ...values, name: 'Mine' }
    expect(rebase(waiting, latest, { values: typed, hasPicture: false }).conflicts).toEqual(['name'])
  })

  it('treats the picture like a field', () => {
    expect(meet({ image: '/media/b.webp' }).taken).toEqual(['image'])
    expect(meet({ image: '/media/b.webp' }, {}, { hasPicture: true }).conflicts).toEqual(['image'])
  })

  it('is not behind an older version', () => {
    expect(isBehind(opened, { ...opened, version: 6, name: 'Old' })).toBe(false)
  })
})
