import { isolate } from '@/lib/isolate'

/* The list of products: its columns, rows and states. */
import { plural } from '@/lib/plural'

export const products = 'Products'

export const columns = {
  name: 'Name',
  quantity: 'On hand',
  price: 'Price',
  updated: 'Updated',
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
export const loadFailed = 'The products could not be loaded'
export const placeFailed = 'These products could not be loaded.'
export const clear = 'Clear'
export const clearFilters = 'Clear filters'
export const noMatch = 'No product matches'
export const noMatchWhy = 'Nothing fits this search and these filters together.'
export const noneYet = 'There are no products yet'
export const noneOfOwn = 'You have not added a product yet'
export const noneOfOwnWhy = 'What you add shows here, and you are the one who can change it.'
export const addFirst = 'Add your first product'
export const productCount = (count: number) => plural(count, { one: '# product', other: '# products' })

export const newShow = (count: number) => plural(count, { one: '# new · show', other: '# new · show' })
export const changedShow = 'Changed · show'

export const orSamples = 'Or fill the inventory with samples:'

export const samplesCommand = 'python backend/manage.py populate_products --count 200'

export const endOfScroll = (shown: number) =>
  plural(shown, {
    one: 'The list goes on after # row. Search or filter to see the rest.',
    other: 'The list goes on after # rows. Search or filter to see the rest.',
  })

export const columnsMenu = 'Columns'
