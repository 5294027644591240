import { t } from '@lingui/core/macro'

/* The line above the lists. What opens from it has its words in filterPanels.ts, so that they load with it. */

export const addProduct = t`Add product`
export const searchProducts = t`Search products`
export const searchHint = t`Name, SKU or barcode`
export const clearSearch = t`Clear search`

export const filterNames = {
  category: t`Category`,
  status: t`Status`,
  quantity: t`On hand`,
  price: t`Price`,
  owner: t`Owner`,
  sort: t`Sort`,
}
export const clear = t`Clear`
export const filter = t`Filter`
export const filters = t`Filters`
export const listMenu = t`List options`
export const sort = t`Sort`
