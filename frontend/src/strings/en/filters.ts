/* The line above the lists. What opens from it has its words in filterPanels.ts, so that they load with it. */

export const addProduct = 'Add product'
export const searchProducts = 'Search products'
export const searchHint = 'Name, SKU or barcode'
export const clearSearch = 'Clear search'

export const filterNames = {
  category: 'Category',
  status: 'Status',
  quantity: 'On hand',
  price: 'Price',
  owner: 'Owner',
  sort: 'Sort',
}
export const clear = 'Clear'
export const filter = 'Filter'
export const filters = 'Filters'
export const sort = 'Sort'
