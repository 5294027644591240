import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

export const title = t`Reorder`
export const count = (total: number) => plural(total, { one: '# product', other: '# products' })
export const listTitle = t`Products to reorder`
export const loading = t`Loading the reorder list`
export const failed = t`Couldn’t load the reorder list`
export const forbidden = t`You don’t have access to the reorder list`
export const none = t`Nothing to reorder`
export const noneHint = t`Products appear here when their stock falls to their reorder level.`
export const goToInventory = t`Go to the inventory`
export const how = t`The suggested order covers the reorder level plus what was used in 30 days, and brings stock to at least twice the level.`
export const hasChanged = t`The list has changed.`
export const show = t`Show`
export const showMore = t`Show more`
export const totalOfShown = (shown: number) =>
  plural(shown, {
    one: 'Total of the # product shown.',
    other: 'Total of the # products shown.',
  })
export const asOf = (time: string) => t`As of ${time}`

export const sku = t`SKU`
export const name = t`Name`
export const product = t`Product`
export const onHand = t`On hand`
export const reorderAt = t`Reorder at`
export const used = t`Used in 30 days`
export const order = t`Order`
export const orderOf = (what: string) => t`Order quantity for ${isolate(what)}`
export const suggested = (units: string) => t`Suggested: ${units}`
export const takeSuggested = (units: string, what: string) =>
  t`Use the suggested ${units} of ${isolate(what)}`
export const because = (level: string, usedUnits: string, onHandNow: string) =>
  t`The larger of ${level} + ${usedUnits} used and twice ${level}, less ${onHandNow} on hand`
export const price = t`Price`
export const cost = t`Cost`
export const actions = t`Actions`
export const total = t`Total`
export const restocked = t`Restocked`
export const ofLevel = (onHandNow: string, level: string) => t`${onHandNow} of ${level}`
export const usedCount = (units: string) => t`${units} used in 30 days`
export const noOwner = t`No owner`
export const receive = t`Receive`
export const receiveOf = (what: string) => t`Receive ${what}`

export const copy = t`Copy`
export const copied = t`Copied`
export const copyRefused = t`The browser blocked copying`
export const copyInstead = t`Download the list instead.`
export const download = t`Download`
export const print = t`Print`
