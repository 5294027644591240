import { isolate } from '@/lib/isolate'

/* The frame around every page: navigation, account, theme, being offline, new versions. */

export const appName = 'LR Inventory'
export const loading = 'Loading'
export const skip = 'Skip to content'

export const mainNavigation = 'Main'
export const moreNavigation = 'More'
export const inventory = 'Inventory'
export const mine = 'My products'
export const movements = 'Movements'
export const reorder = 'Reorder'
export const settings = 'Settings'
/** Short, for the phone's bottom bar. */
export const stockShort = 'Stock'
export const movementsShort = 'Moves'
export const addShort = 'Add'
export const more = 'More'

export const openPalette = 'Search and commands'
export const scan = 'Scan a barcode'

export const account = 'Account'
export const accountOf = (name: string) => `Account of ${isolate(name)}`
export const logOut = 'Log out'
export const theme = 'Theme'
export const themes = { system: 'System theme', light: 'Light theme', dark: 'Dark theme' }
export const shortcuts = 'Keyboard shortcuts'

export const offlineTitle = 'You are offline.'
export const offlineHint = 'What you see may be old. Nothing can be changed until the connection is back.'

export const storageTitle = 'Signed in in this tab only.'
export const storageHint =
  'This browser does not let this site keep anything: reloading or closing the tab signs you out.'

export const updateTitle = 'A new version is ready'
export const updateHint = 'Reload when it suits you: what is not saved would be lost.'
export const reload = 'Reload'

/* Pages that say what went wrong. */
export const failedTitle = 'This page has failed'
export const failedHint = 'What was saved is safe. Reloading usually helps, also after an update of the app.'
export const failedOfflineTitle = 'This page is not here yet'
export const failedOfflineHint =
  'You are offline, and this part of the app was never opened on this device. Reload when the connection is back.'
export const notFound = 'Page not found'
export const notFoundTitle = 'There is no page at this address'
export const notFoundHint = 'The link may be mistyped, or what it led to has been removed.'
export const toInventory = 'Go to the inventory'
