import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Words of stock that the first load shows: figures, the quick − and +, the bell. */

export const reasons = {
  initial: t`initial stock`,
  receive: t`received`,
  sale: t`sale`,
  return: t`return`,
  damage: t`damage`,
  loss: t`loss`,
  count: t`count`,
  correction: t`correction`,
  revert: t`revert`,
}

export const actorVia = (actor: string, token: string) => t`${isolate(actor)} via ${isolate(token)}`
export const actorCommand = t`Command`
export const actorAdmin = t`Admin`
export const actorSystem = t`System`
/** "−3 sale · ana" */
export const movementTold = (delta: string, reason: string, actor: string) =>
  `${delta} ${reason} · ${isolate(actor)}`

export const removeOne = t`Remove one`
export const addOne = t`Add one`
export const removeOneOf = (product: string) => t`Remove one ${isolate(product)}`
export const addOneOf = (product: string) => t`Add one ${isolate(product)}`
export const removeOneAs = (reason: string) => t`Remove one (${reason})`
export const addOneAs = (reason: string) => t`Add one (${reason})`
export const changeOnHand = (count: string, product: string) =>
  t`${count} on hand, change ${isolate(product)}`

export const addSome = t`Add…`
export const removeSome = t`Remove…`
export const setNumber = t`Set to…`

export const connectingBlock = t`Connecting. You can change stock in a moment.`
export const offlineBlock = t`Can’t reach the server. You can change stock once it’s back.`

export const low = t`Low`
export const out = t`Out`
export const inactive = t`Inactive`

export const alerts = t`Stock alerts`
export const alertsNew = (count: string) => t`Stock alerts, ${count} new`
