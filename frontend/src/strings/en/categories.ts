import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The categories of this place, and adding one. */

export const title = t`Categories`
export const loading = t`Loading categories`
export const failed = t`Couldn’t load the categories`
export const count = (total: number) => plural(total, { one: '# category', other: '# categories' })
export const lead = t`Everyone sees changes to names and order right away.`
export const products = (total: number) =>
  total === 0 ? t`No products` : plural(total, { one: '# product', other: '# products' })

export const add = t`New category`
export const name = t`Name`
export const nameMissing = t`Give the category a name.`
export const create = t`Create`
export const created = (category: string) => t`${isolate(category)} added`

export const moveUp = (category: string) => t`Move ${isolate(category)} up`
export const moveDown = (category: string) => t`Move ${isolate(category)} down`
export const movedTo = (category: string, place: number, of: number) =>
  t`${isolate(category)} is now ${place} of ${of}`
export const notMoved = t`Couldn’t change the order`

export const moreFor = (category: string) => t`More actions for ${isolate(category)}`
export const rename = t`Rename`
export const renameTitle = (category: string) => t`Rename ${isolate(category)}`
export const save = t`Save`
export const renamed = (category: string) => t`Renamed to ${isolate(category)}`

export const merge = t`Merge`
export const mergeTitle = (category: string) => t`Merge ${isolate(category)}`
export const mergeWhat = (category: string) =>
  t`Its products and saved views move to the other category, and ${isolate(category)} is deleted. This can’t be undone.`
export const mergeInto = t`Merge into`
export const choose = t`Choose a category`
export const chooseMissing = t`Choose where the products go.`
export const merged = (category: string, other: string) =>
  t`${isolate(category)} merged into ${isolate(other)}`

export const remove = t`Delete`
export const removeTitle = (category: string) => t`Delete ${isolate(category)}?`
export const removeWhat = t`It has no products.`
export const moveProductsTo = (total: number) =>
  plural(total, { one: 'Move its product to', other: 'Move its # products to' })
export const removed = (category: string) => t`${isolate(category)} deleted`
export const keep = t`Keep it`
export const cancel = t`Cancel`
