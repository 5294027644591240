import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

export const title = t`Stock alerts`
export const reorderList = t`Reorder list`
export const failed = t`Couldn’t load the alerts`
export const loading = t`Loading alerts`
export const none = t`No alerts`
export const noneOfAny = t`We’ll tell you when a product runs low.`
export const noneOfMine = t`We’ll tell you when one of your products runs low.`
export const showOlder = t`Show older`

export const deleted = (product: string) => t`${isolate(product)} (deleted)`
export const outOfStock = t`Out of stock`
export const low = (left: string) => t`Low: ${left} left`
export const recovered = (onHand: string) => t`No longer low: ${onHand} on hand`
export const reorderAt = (level: string) => t`reorder at ${level}`
export const isNew = t`New`

export const wentOut = (product: string) => t`${isolate(product)} is out of stock`
export const wentLow = (product: string) => t`${isolate(product)} is low`
export const left = (count: string) => t`${count} left`
export const leftOfLevel = (count: string, level: string) => t`${count} left, reorder at ${level}`
export const view = t`View`
export const manyWentLow = (count: number) =>
  plural(count, { one: '# product is low', other: '# products are low' })
export const namesAndMore = (names: string, more: number) =>
  plural(more, { one: `${names} and # more`, other: `${names} and # more` })
