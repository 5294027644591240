import { expect, it } from 'vitest'
import { can, type Person } from './can'

const ana: Person = { id: 3, username: 'ana', permissions: [] }
const keeper: Person = { ...ana, permissions: ['api.adjust_any_stock'] }
const nobody: Person = { id: null, username: null, permissions: [] }

it('lets people edit their own products, and nobody those without an owner', () => {
  expect(can(ana, 'product:edit', { created_by: 3 })).toBe(true)
  expect(can(ana, 'product:edit', { created_by: 4 })).toBe(false)
  expect(can(nobody, 'product:edit', { created_by: null })).toBe(false)
})

it('lets stock keepers adjust every product, but edit only their own', () => {
  expect(can(ana, 'stock:adjust', { created_by: 4 })).toBe(false)
  expect(can(keeper, 'stock:adjust', { created_by: 4 })).toBe(true)
  expect(can(keeper, 'stock:adjust-any')).toBe(true)
  expect(can(keeper, 'product:edit', { created_by: 4 })).toBe(false)
})

it('lets people revert their own movements, and stock keepers all', () => {
  expect(can(ana, 'movement:revert', { actor: 'ana' })).toBe(true)
  expect(can(ana, 'movement:revert', { actor: 'bea' })).toBe(false)
  expect(can(nobody, 'movement:revert', { actor: null })).toBe(false)
  expect(can(keeper, 'movement:revert', { actor: null })).toBe(true)
})
