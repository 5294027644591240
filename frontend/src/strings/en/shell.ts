import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The frame around every page: navigation, account, theme, being offline, new versions. */

export const appName = 'LR Inventory'
export const skip = t`Skip to content`

export const mainNavigation = t`Main`
export const moreNavigation = t`More`
export const inventory = t`Inventory`
export const mine = t`My products`
export const movements = t`History`
export const insights = t`Insights`
export const reorder = t`Reorder`
export const imports = t`Imports`
export const settings = t`Settings`
export const trash = t`Trash`
/** Short, for the phone's bottom bar. */
export const stockShort = t`Stock`
export const movementsShort = t`History`
export const addShort = t({ message: 'Add', context: 'bottom bar' })
export const more = t`More`

export const openPalette = t`Search and commands`
export const scan = t`Scan a barcode`
/** On the phone's bottom bar; what is heard is the longer. */
export const scanShort = t`Scan`

export const account = t`Account`
export const accountOf = (name: string) => t`Account of ${isolate(name)}`
/** Leads out of the app, to Django’s own pages. */
export const adminPages = t`Admin pages`
export const signOut = t`Sign out`
export const language = t`Language`
export const theme = t`Theme`
export const themes = { system: t`System theme`, light: t`Light theme`, dark: t`Dark theme` }
export const notifications = t`Notifications`
export const shortcuts = t`Keyboard shortcuts`

export const offlineTitle = t`Can’t reach the server.`
export const offlineHint = (time: string) => t`Showing data from ${time}; editing is paused.`
export const offlineNoData = t`Editing is paused.`

export const storageTitle = t`Signed in to this tab only.`
export const storageHint = t`This browser blocks storage for this site, so reloading or closing the tab signs you out.`

export const updateTitle = t`A new version is ready`
export const updateHint = t`Reload when you’re ready. Unsaved changes would be lost.`
export const reload = t`Reload`

/* Pages that say what went wrong. */
export const failedTitle = t`Something went wrong`
export const failedHint = t`Your saved data is safe. Reload to try again.`
export const missingTitle = t`Couldn’t load this page`
export const missingHint = t`We’ll load it once the server is back. Your saved data is safe.`
export const failedOfflineTitle = t`This page isn’t available offline`
export const failedOfflineHint = t`You haven’t opened it on this device yet. Reload when you’re back online.`
export const notFound = t`Page not found`
export const notFoundTitle = t`We couldn’t find that page`
export const notFoundHint = t`The link may be wrong, or the page may have been removed.`
export const toInventory = t`Go to the inventory`
