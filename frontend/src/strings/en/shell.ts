import { isolate } from '@/lib/isolate'

/* The frame around every page: navigation, account, theme, being offline, new versions. */

export const appName = 'LR Inventory'
export const loading = 'Loading'
export const skip = 'Skip to content'

export const mainNavigation = 'Main'
export const moreNavigation = 'More'
export const inventory = 'Inventory'
export const mine = 'My products'
export const movements = 'History'
export const reorder = 'Reorder'
export const settings = 'Settings'
/** Short, for the phone's bottom bar. */
export const stockShort = 'Stock'
export const movementsShort = 'History'
export const addShort = 'Add'
export const more = 'More'

export const openPalette = 'Search and commands'
export const scan = 'Scan a barcode'

export const account = 'Account'
export const accountOf = (name: string) => `Account of ${isolate(name)}`
export const signOut = 'Sign out'
export const theme = 'Theme'
export const themes = { system: 'System theme', light: 'Light theme', dark: 'Dark theme' }
export const shortcuts = 'Keyboard shortcuts'

export const offlineTitle = 'Can’t reach the server.'
export const offlineHint = (time: string) => `Showing data from ${time}; editing is paused.`
export const offlineNoData = 'Editing is paused.'

export const storageTitle = 'Signed in to this tab only.'
export const storageHint =
  'This browser blocks storage for this site, so reloading or closing the tab signs you out.'

export const updateTitle = 'A new version is ready'
export const updateHint = 'Reload when you’re ready. Unsaved changes would be lost.'
export const reload = 'Reload'

/* Pages that say what went wrong. */
export const failedTitle = 'Something went wrong'
export const failedHint = 'Your saved data is safe. Reload to try again.'
export const failedOfflineTitle = 'This page isn’t available offline'
export const failedOfflineHint = 'You haven’t opened it on this device yet. Reload when you’re back online.'
export const notFound = 'Page not found'
export const notFoundTitle = 'We couldn’t find that page'
export const notFoundHint = 'The link may be wrong, or the page may have been removed.'
export const toInventory = 'Go to the inventory'
