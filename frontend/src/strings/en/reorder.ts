import { plural } from '@/lib/plural'

export const title = 'Reorder'
export const count = (total: number) => plural(total, { one: '# product', other: '# products' })
export const listTitle = 'Products to reorder'
export const loading = 'Loading the reorder list'
export const failed = 'Couldn’t load the reorder list'
export const forbidden = 'You don’t have access to the reorder list'
export const none = 'Nothing to reorder'
export const noneHint = 'Everything is above its reorder level.'
export const goToInventory = 'Go to the inventory'
export const hasChanged = 'The list has changed.'
export const show = 'Show'
export const showMore = 'Show more'
export const moreFailed = 'Couldn’t load more products.'
export const totalOfShown = (shown: number) =>
  plural(shown, {
    one: 'Total of the # product shown.',
    other: 'Total of the # products shown.',
  })
export const asOf = (time: string) => `As of ${time}`

export const sku = 'SKU'
export const name = 'Name'
export const product = 'Product'
export const onHand = 'On hand'
export const reorderAt = 'Reorder at'
export const used = 'Used in 30 days'
export const order = 'Order'
export const price = 'Price'
export const cost = 'Cost'
export const actions = 'Actions'
export const total = 'Total'
export const restocked = 'Restocked'
export const orderCount = (units: string) => `Order ${units}`
export const ofLevel = (onHandNow: string, level: string) => `${onHandNow} of ${level}`
export const usedCount = (units: string) => `${units} used in 30 days`
export const noOwner = 'No owner'
export const receive = 'Receive'
export const receiveOf = (what: string) => `Receive ${what}`

export const copy = 'Copy'
export const copied = 'Copied'
export const copyRefused = 'The browser blocked copying'
export const copyInstead = 'Download the list instead.'
export const download = 'Download'
export const print = 'Print'
