import { plural, t } from '@lingui/core/macro'

/* The stock as it was at a moment. */

export const dialogTitle = t`See the stock at an earlier time`
export const dateAndTime = t`Date and time`
export const show = t`Show`
export const chooseMoment = t`Choose a date and time.`
export const notFuture = t`Choose a time in the past.`

export const showing = (moment: string) => t`Showing the stock as of ${moment}. Read-only.`
export const badMoment = t`This link has no valid date and time. Read-only.`
export const change = t`Change…`
export const backToNow = t`Back to now`

export const count = (total: number) => plural(total, { one: '# product', other: '# products' })
export const loading = t`Loading past stock`
export const failed = t`Couldn’t load past stock`
export const none = t`No products at that time`
export const noneWhy = t`The inventory was empty at that time.`
export const noMatch = t`No matches`
export const noMatchWhy = t`No product matched these filters at that time.`
export const clearFilters = t`Clear filters`
export const showMore = t`Show more`
export const products = t`Products`
export const columns = {
  name: t`Name`,
  sku: t`SKU`,
  category: t`Category`,
  status: t`Status`,
  quantity: t`On hand`,
  reorder: t`Reorder at`,
  price: t`Price`,
  value: t`Stock value`,
}
export const wholeInventory = t`The whole inventory`
export const low = t`Low`
export const out = t`Out`
export const onHand = (count: string) => t`${count} on hand`
export const notThere = (moment: string) => t`This product didn’t exist on ${moment}`
export const notThereWhy = t`It was added later, or was already deleted.`
export const productFailed = t`Couldn’t load the product`
export const tooEarly = t`There’s no history for that time`
export const reachesBackTo = (moment: string) => t`The history starts on ${moment}. Choose a later time.`
export const begin = t`Go to that time`
