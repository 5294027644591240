import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The list of products: its columns, rows and states. */

export const products = t`Products`

export const columns = {
  name: t`Name`,
  sku: t`SKU`,
  quantity: t`On hand`,
  price: t`Price`,
  updated: t`Changed`,
  category: t`Category`,
  reorder: t`Reorder at`,
  value: t`Value`,
  trend: t`30 days`,
  status: t`Status`,
  barcode: t`Barcode`,
  owner: t`Owner`,
  created: t`Added`,
} as const

export const actions = t`Actions`
export const noValue = '–'

export const trendOf = (first: string, last: string) => t`${first} on hand 30 days ago, ${last} now`

export const inStock = t`In stock`

/** Before how much stock has just moved elsewhere. */
export const up = t`up`
export const down = t`down`

export const edit = (name: string) => t`Edit ${isolate(name)}`
export const remove = (name: string) => t`Delete ${isolate(name)}`

export const loadingProducts = t`Loading products`
export const loadFailed = t`Couldn’t load the products`
export const placeFailed = t`Couldn’t load these products.`
export const categoryGone = t`This filter’s category no longer exists`
export const categoryGoneWhy = t`It was deleted or merged into another. Clear the filters to see the products.`
export const clearSearch = t`Clear search`
export const clearFilters = t`Clear filters`
export const noMatch = t`No matches`
export const noMatchSearch = (search: string) =>
  t`No products match “${isolate(search)}”. Check the spelling or clear the search.`
export const noMatchFilters = t`No products match these filters. Remove one, or clear them all.`
export const noMatchBoth = (search: string) =>
  t`No products match “${isolate(search)}” with these filters. Check the spelling or clear a filter.`
export const didYouMean = (search: string) => t`Did you mean “${isolate(search)}”?`
export const searchFor = (search: string) => t`Search for “${isolate(search)}”`
export const noneYet = t`No products yet`
export const noneYetWhy = t`Products you add appear here, and on everyone’s screen right away.`
export const noneOfOwn = t`No products of yours yet`
export const noneOfOwnWhy = t`Products you add appear here, and only you, managers and admins can edit them.`
export const addFirst = t`Add your first product`
export const importFile = t`Import a spreadsheet`
export const productCount = (count: number) => plural(count, { one: '# product', other: '# products' })

export const stockValue = t`Value of the stock on hand`

export const newShow = (count: number) => plural(count, { one: '# new · show', other: '# new · show' })
export const changedShow = t`Changed · show`

export const endOfScroll = (shown: number) =>
  plural(shown, {
    one: 'This shows the first # row. Search or filter to see the rest.',
    other: 'This shows the first # rows. Search or filter to see the rest.',
  })

export const exportMenu = t`Export`
export const columnsMenu = t`Columns`
