import { expect, it } from 'vitest'
import { can, type Person } from './can'

const ana: Person = {
  id: 3,
  username: 'ana',
  role: 'operator',
  rights: ['product:create', 'product:edit_own', 'stock:adjust_own', 'category:create', 'view:save'],
}
const keeper: Person = { ...ana, rights: [...ana.rights, 'stock:adjust_any'] }
const manager: Person = { ...keeper, role: 'manager', rights: [...keeper.rights, 'product:edit_any'] }
const viewer: Person = { ...ana, role: 'viewer', rights: [] }
const nobody: Person = { id: null, username: null, role: null, rights: [] }

it('lets people edit their own products, and nobody those without an owner', () => {
  expect(can(ana, 'product:edit', { created_by: 3 })).toBe(true)
  expect(can(ana, 'product:edit', { created_by: 4 })).toBe(false)
  expect(can(ana, 'product:edit', { created_by: null })).toBe(false)
  expect(can(nobody, 'product:edit', { created_by: null })).toBe(false)
})

it('lets managers edit every product', () => {
  expect(can(manager, 'product:edit', { created_by: 3 })).toBe(true)
  expect(can(manager, 'product:edit', { created_by: 4 })).toBe(true)
  expect(can(manager, 'product:edit', { created_by: null })).toBe(true)
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

it('opens the settings to whoever manages something there', () => {
  const cataloguer: Person = { ...manager, rights: [...manager.rights, 'category:manage'] }
  expect(can(ana, 'category:create')).toBe(true)
  expect(can(ana, 'settings:see')).toBe(false)
  expect(can(cataloguer, 'settings:see')).toBe(true)
  expect(can(cataloguer, 'people:manage')).toBe(false)
})

it('lets viewers change nothing, not even what was theirs', () => {
  expect(can(viewer, 'product:create')).toBe(false)
  expect(can(viewer, 'product:edit', { created_by: 3 })).toBe(false)
  expect(can(viewer, 'stock:adjust', { created_by: 3 })).toBe(false)
  expect(can(viewer, 'product:select')).toBe(false)
  expect(can(viewer, 'movement:revert', { actor: 'ana' })).toBe(false)
  expect(can(ana, 'product:select')).toBe(true)
})
