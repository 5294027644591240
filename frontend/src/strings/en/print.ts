import { t } from '@lingui/core/macro'

/* The list on paper. */

export const print = t`Print`
export const printHint = t`All products in this list, on paper or as PDF`
export const back = t`Back to the list`
export const loading = (done: string, total: string) => t`Loading ${done} of ${total} products`
export const failed = t`Couldn’t load the products to print`
/** Under the title: what is on the paper. */
export const firstOf = (shown: string, total: string) => t`The first ${shown} of ${total} products`
export const searchOf = (search: string) => `“${search}”`
export const asOf = (time: string) => t`As of ${time}`
