import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Saved views: the tabs over the list. What their menu opens has its words in viewActions.ts. */
export const views = t`Views`
export const savedViews = t`Saved views`
export const builtIn = { all: t`All`, low: t`Low`, out: t`Out` }
export const viewOf = (owner: string, name: string) => t`${isolate(owner)}’s view: ${isolate(name)}`
export const saveView = t`Save view`
export const saveAsMine = t`Save as mine`
export const viewOptions = (name: string) => t`Options of ${isolate(name)}`

export const sharedTitle = t`Shared view`
export const goneTitle = t`This view no longer exists`
export const goneWhy = t`Its owner may have deleted it, or the link is wrong.`
export const failedTitle = t`Couldn’t open the view`
export const retry = t`Retry`
export const toInventory = t`Go to the inventory`
