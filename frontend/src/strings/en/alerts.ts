import { isolate } from '@/lib/isolate'
import { plural } from '@/lib/plural'

export const title = 'Stock alerts'
export const reorderList = 'Reorder list'
export const failed = 'Couldn’t load the alerts'
export const loading = 'Loading alerts'
export const none = 'No alerts'
export const noneOfAny = 'We’ll tell you when a product runs low.'
export const noneOfMine = 'We’ll tell you when a product of yours runs low.'
export const showOlder = 'Show older'

export const deleted = (product: string) => `${isolate(product)} (deleted)`
export const outOfStock = 'Out of stock'
export const low = (left: string) => `Low: ${left} left`
export const recovered = (onHand: string) => `Recovered: ${onHand} on hand`
export const reorderAt = (level: string) => `reorder at ${level}`
export const isNew = 'New'

export const wentOut = (product: string) => `${isolate(product)} is out of stock`
export const wentLow = (product: string) => `${isolate(product)} is low`
export const left = (count: string) => `${count} left`
export const leftOfLevel = (count: string, level: string) => `${count} left, reorder at ${level}`
export const view = 'View'
export const manyWentLow = (count: number) =>
  plural(count, { one: '# product went low', other: '# products went low' })
export const namesAndMore = (names: string, more: number) =>
  plural(more, { one: `${names} and # more`, other: `${names} and # more` })
