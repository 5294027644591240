import { isolate } from '@/lib/isolate'

/* The list of products: its columns, rows and states. */
import { plural } from '@/lib/plural'

export const products = 'Products'

export const columns = {
  name: 'Name',
  sku: 'SKU',
  quantity: 'On hand',
  price: 'Price',
  updated: 'Changed',
  category: 'Category',
  reorder: 'Reorder at',
  value: 'Value',
  status: 'Status',
  barcode: 'Barcode',
  owner: 'Owner',
  created: 'Created',
} as const

export const actions = 'Actions'
export const noValue = '–'

export const inStock = 'In stock'

/** Before how much stock has just moved elsewhere. */
export const up = 'up'
export const down = 'down'

export const edit = (name: string) => `Edit ${isolate(name)}`
export const remove = (name: string) => `Delete ${isolate(name)}`

export const loadingProducts = 'Loading products'
export const loadFailed = 'Couldn’t load the products'
export const placeFailed = 'Couldn’t load these products.'
export const clearSearch = 'Clear search'
export const clearFilters = 'Clear filters'
export const noMatch = 'No matches'
export const noMatchSearch = (search: string) =>
  `No products match “${isolate(search)}”. Check the spelling or clear the search.`
export const noMatchFilters = 'No products match these filters. Remove one, or clear them all.'
export const noMatchBoth = (search: string) =>
  `No products match “${isolate(search)}” with these filters. Check the spelling or clear a filter.`
export const didYouMean = (search: string) => `Did you mean “${isolate(search)}”?`
export const searchFor = (search: string) => `Search for “${isolate(search)}”`
export const noneYet = 'No products yet'
export const noneYetWhy = 'Products you add appear here, and on everyone’s screen at once.'
export const noneOfOwn = 'No products of yours yet'
export const noneOfOwnWhy = 'Products you add appear here, and only you can edit them.'
export const addFirst = 'Add your first product'
export const productCount = (count: number) => plural(count, { one: '# product', other: '# products' })

export const stockValue = 'Value of the stock on hand'

export const newShow = (count: number) => plural(count, { one: '# new · show', other: '# new · show' })
export const changedShow = 'Changed · show'

export const endOfScroll = (shown: number) =>
  plural(shown, {
    one: 'This shows the first # row. Search or filter to see the rest.',
    other: 'This shows the first # rows. Search or filter to see the rest.',
  })

export const exportMenu = 'Export'
export const columnsMenu = 'Columns'
