import { isolate } from '@/lib/isolate'

/* Words of stock that the first load shows: figures, the quick − and +, the bell. */

export const reasons = {
  initial: 'initial stock',
  receive: 'received',
  sale: 'sale',
  return: 'return',
  damage: 'damage',
  loss: 'loss',
  count: 'count',
  correction: 'correction',
  revert: 'revert',
}

export const actorCommand = 'Command'
export const actorAdmin = 'Admin'
export const actorSystem = 'System'
/** "−3 sale · ana" */
export const movementTold = (delta: string, reason: string, actor: string) =>
  `${delta} ${reason} · ${isolate(actor)}`

export const removeOne = 'Remove one'
export const addOne = 'Add one'
export const removeOneOf = (product: string) => `Remove one ${isolate(product)}`
export const addOneOf = (product: string) => `Add one ${isolate(product)}`
export const removeOneAs = (reason: string) => `Remove one (${reason})`
export const addOneAs = (reason: string) => `Add one (${reason})`
export const changeOnHand = (count: string, product: string) => `${count} on hand, change ${isolate(product)}`

export const addSome = 'Add…'
export const removeSome = 'Remove…'
export const setNumber = 'Set to…'

export const connectingBlock = 'Connecting. You can change stock in a moment.'
export const offlineBlock = 'Can’t reach the server. You can change stock once it’s live again.'

export const low = 'Low'
export const out = 'Out'
export const inactive = 'Inactive'

export const alerts = 'Stock alerts'
export const alertsNew = (count: string) => `Stock alerts, ${count} new`
