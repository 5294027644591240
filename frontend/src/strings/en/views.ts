import { isolate } from '@/lib/isolate'

/* Saved views: the tabs over the list. What their menu opens has its words in viewActions.ts. */
export const views = 'Views'
export const savedViews = 'Saved views'
export const builtIn = { all: 'All', low: 'Low', out: 'Out' }
export const viewOf = (owner: string, name: string) => `${isolate(owner)}’s view: ${isolate(name)}`
export const saveView = 'Save view'
export const saveAsMine = 'Save as mine'
export const viewOptions = (name: string) => `Options of ${isolate(name)}`

export const sharedTitle = 'Shared view'
export const goneTitle = 'This view no longer exists'
export const goneWhy = 'Its owner may have deleted it, or the link is wrong.'
export const failedTitle = 'Couldn’t open the view'
export const retry = 'Retry'
export const toInventory = 'Go to the inventory'
