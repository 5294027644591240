import { plural } from '@/lib/plural'

export const title = 'Reorder'
export const count = (total: number) => plural(total, { one: '# product', other: '# products' })
export const listTitle = 'Products to reorder'
export const loading = 'Loading the reorder list'
export const failed = 'The reorder list could not be loaded'
export const forbidden = 'You may not see the reorder list'
export const none = 'Nothing to reorder'
export const noneHint =
  'Every product that has a reorder level is above it. One that falls to it appears here by itself.'
export const goToInventory = 'Go to the inventory'
export const hasChanged = 'The list has changed.'
export const show = 'Show'
export const showMore = 'Show more'
export const moreFailed = 'The next products could not be loaded.'
export const totalOfShown = (shown: number) =>
  plural(shown, {
    one: 'The total is of the # product shown.',
    other: 'The total is of the # products shown.',
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
export const copied = 'Copied: paste it into a spreadsheet or a mail'
export const copyRefused = 'The browser does not allow copying here'
export const copyInstead = 'Download the list instead.'
export const download = 'Download'
export const print = 'Print'
