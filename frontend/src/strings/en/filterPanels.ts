import { isolate } from '@/lib/isolate'

/* What opens from the line above the lists: menus, chips and the phone's sheet. */
export const statusNames = {
  all: 'All',
  in_stock: 'In stock',
  low: 'Low',
  out: 'Out',
  inactive: 'Inactive',
}

export const sortNames: Record<string, string> = {
  '-created_at': 'Newest first',
  created_at: 'Oldest first',
  '-updated_at': 'Last changed first',
  updated_at: 'Longest unchanged first',
  name: 'Name A to Z',
  '-name': 'Name Z to A',
  sku: 'SKU A to Z',
  '-sku': 'SKU Z to A',
  quantity: 'Fewest on hand first',
  '-quantity': 'Most on hand first',
  price: 'Lowest price first',
  '-price': 'Highest price first',
}
export const bestMatchFirst = 'Best match first'

export const categories = 'Categories'
export const priceFrom = 'From'
export const priceTo = 'To'
export const atLeast = 'At least'
export const atMost = 'At most'
export const wrongWayRound = 'This is below the minimum price.'
export const belowLowest = 'This is below the minimum.'
export const ownerUsername = 'Username'
export const ownerHint = 'The username of the person who added it.'
export const notAUsername = 'Letters, digits and @ . + - _ only.'
export const me = 'Me'
export const anyone = 'Anyone'

export const activeFilters = 'Active filters'
export const removeFilter = (filter: string) => `Remove filter ${filter}`
export const statusChip = (name: string) => `Status: ${name}`
export const categoryChip = (name: string) => `Category: ${isolate(name)}`
export const priceFromChip = (price: string) => `From ${price}`
export const priceToChip = (price: string) => `Up to ${price}`
export const quantityFromChip = (count: string) => `${count} or more on hand`
export const quantityToChip = (count: string) => `Up to ${count} on hand`
export const ownerChip = (name: string) => `Owner: ${isolate(name)}`

export const clearFilters = 'Clear filters'
export const selectProducts = 'Select products'
