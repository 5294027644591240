import { isolate } from '@/lib/isolate'

/* The command palette. */

export const title = 'Command palette'
export const placeholder = 'Search products, pages and commands'

export const groups = {
  recent: 'Opened lately',
  products: 'Products',
  actions: 'Commands',
  pages: 'Pages',
  views: 'Saved views',
}

export const searching = 'Searching…'
export const searchFailed = 'Products could not be searched'
export const showAll = (query: string) => `Search the inventory for “${isolate(query)}”`

export const addProduct = 'Add product'
export const adjust = (name: string) => `Adjust the stock of ${isolate(name)}`
export const edit = (name: string) => `Edit ${isolate(name)}`
export const duplicate = (name: string) => `Duplicate ${isolate(name)}`
export const scanCode = 'Scan a barcode with the camera'
export const pause = 'Pause live changes'
export const resume = 'Show live changes again'
export const exportMovements = 'Export the movements as CSV'
export const shortcuts = 'Keyboard shortcuts'
export const logOut = 'Log out'
export const themes = {
  system: 'Theme of the system',
  light: 'Light theme',
  dark: 'Dark theme',
}

export const pages = {
  inventory: 'Inventory',
  mine: 'My products',
  low: 'Low stock',
  out: 'Out of stock',
  movements: 'Movements',
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
  logOut: 'sign out leave',
  install: 'app home screen',
  inventory: 'home products list',
  movements: 'ledger history',
  reorder: 'buy purchase low',
}

export const exportFailed = 'The movements were not exported'
export const exportedPart = (limit: string) => `The file holds the newest ${limit}`

export const onHand = (count: string) => `${count} on hand`
