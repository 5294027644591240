import { plural, t } from '@lingui/core/macro'

/* A screen on a wall. */

export const title = t`Stock`
export const loading = t`Loading the stock`
export const live = t`Live`
export const connecting = t`Connecting`
export const offline = t`Can’t reach the server`
export const asOf = (time: string) => t`As of ${time}`
export const count = (total: string, amount: number) =>
  plural(amount, { one: `${total} product`, other: `${total} products` })
export const firstOf = (shown: string, total: string) => t`The first ${shown} of ${total} products`
export const none = t`No products`
export const noneWhy = t`Products appear here once they’re added.`
export const noMatch = t`Nothing to show right now`
export const noMatchWhy = t`Products appear here once they match this screen’s filter.`

export const columns = { product: t`Product`, category: t`Category`, onHand: t`On hand`, status: t`Status` }

export const noToken = t`This page needs a link for a wall screen`
export const noTokenWhy = t`Create a read-only token on your account page or under Settings, and open its link here.`
export const refused = t`This screen’s token no longer works`
export const refusedWhy = t`It was deleted, has expired, or isn’t allowed to read. Create a new one and open its link here.`
export const unknown = t`This screen’s filter doesn’t work`
export const unknownWhy = t`Its link names something the server doesn’t know, such as a category that was deleted. Open a link with another filter here.`
