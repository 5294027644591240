import { isolate } from '@/lib/isolate'

/* The command palette. */

export const title = 'Command palette'
export const placeholder = 'Search products, pages and commands'

export const groups = {
  recent: 'Recent',
  products: 'Products',
  actions: 'Commands',
  pages: 'Pages',
  views: 'Saved views',
}

export const productsFor = (search: string) => `Products matching “${isolate(search)}”`
export const searching = 'Searching…'
export const searchFailed = 'Couldn’t search products'
export const showAll = (query: string) => `Search the inventory for “${isolate(query)}”`

export const addProduct = 'Add product'
export const adjust = (name: string) => `Adjust the stock of ${isolate(name)}`
export const edit = (name: string) => `Edit ${isolate(name)}`
export const duplicate = (name: string) => `Duplicate ${isolate(name)}`
export const scanCode = 'Scan a barcode with the camera'
export const pause = 'Pause live changes'
export const resume = 'Resume live changes'
export const exportMovements = 'Export history (CSV)'
export const shortcuts = 'Keyboard shortcuts'
export const signOut = 'Sign out'
export const themes = {
  system: 'System theme',
  light: 'Light theme',
  dark: 'Dark theme',
}

export const pages = {
  inventory: 'Inventory',
  mine: 'My products',
  low: 'Low stock',
  out: 'Out of stock',
  movements: 'History',
  people: 'People',
  account: 'Account',
  reorder: 'Reorder list',
}

/** Other words that find a command. */
export const alsoFoundBy = {
  addProduct: 'new create item',
  adjust: 'quantity receive count stock',
  account: 'password email devices profile settings',
  people: 'users accounts roles invitations settings',
  edit: 'change rename price',
  duplicate: 'copy',
  scanCode: 'camera qr ean barcode',
  live: 'pause resume freeze feed',
  exportMovements: 'download csv ledger history',
  shortcuts: 'keys keyboard help',
  theme: 'appearance mode colour color dark light',
  signOut: 'log out leave',
  install: 'app home screen',
  inventory: 'home products list',
  movements: 'movements ledger',
  reorder: 'buy purchase low',
}

export const exportFailed = 'Couldn’t export the history'
export const exportedPart = (limit: string) => `The file has the newest ${limit}`

export const onHand = (count: string) => `${count} on hand`
