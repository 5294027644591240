import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* What opens from the line above the lists: menus, chips and the phone's sheet. */
export const statusNames = {
  all: t`All`,
  in_stock: t`In stock`,
  low: t`Low`,
  out: t`Out`,
  inactive: t`Inactive`,
}

export const sortNames: Record<string, string> = {
  '-created_at': t`Newest first`,
  created_at: t`Oldest first`,
  '-updated_at': t`Last changed first`,
  updated_at: t`Longest unchanged first`,
  name: t`Name A to Z`,
  '-name': t`Name Z to A`,
  sku: t`SKU A to Z`,
  '-sku': t`SKU Z to A`,
  quantity: t`Fewest on hand first`,
  '-quantity': t`Most on hand first`,
  price: t`Lowest price first`,
  '-price': t`Highest price first`,
}
export const bestMatchFirst = t`Best match first`

export const categories = t`Categories`
export const priceFrom = t`From`
export const priceTo = t`To`
export const atLeast = t`At least`
export const atMost = t`At most`
export const wrongWayRound = t`This is below the minimum price.`
export const belowLowest = t`This is below the minimum.`
export const ownerName = t`Owner’s name`
export const ownerHint = t`A name, or part of one`
export const me = t`Me`
export const anyone = t`Anyone`

export const activeFilters = t`Active filters`
export const removeFilter = (filter: string) => t`Remove filter ${filter}`
export const statusChip = (name: string) => t`Status: ${name}`
export const categoryChip = (name: string) => t`Category: ${isolate(name)}`
export const priceFromChip = (price: string) => t`From ${price}`
export const priceToChip = (price: string) => t`Up to ${price}`
export const quantityFromChip = (count: string) => t`${count} or more on hand`
export const quantityToChip = (count: string) => t`Up to ${count} on hand`
export const ownerChip = (name: string) => t`Owner: ${isolate(name)}`

export const clearFilters = t`Clear filters`
export const showProducts = t`Show products`
export const showCount = (count: number) => plural(count, { one: 'Show # product', other: 'Show # products' })
