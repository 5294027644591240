import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The command palette. */

export const title = t`Command palette`
export const placeholder = t`Search products, pages and commands`

export const groups = {
  recent: t`Recent`,
  products: t`Products`,
  actions: t`Commands`,
  pages: t`Pages`,
  views: t`Saved views`,
}

export const productsFor = (search: string) => t`Products matching “${isolate(search)}”`
export const searching = t`Searching…`
export const searchFailed = t`Couldn’t search products`
export const showAll = (query: string) => t`Search the inventory for “${isolate(query)}”`

export const addProduct = t`Add product`
export const adjust = (name: string) => t`Adjust the stock of ${isolate(name)}`
export const edit = (name: string) => t`Edit ${isolate(name)}`
export const duplicate = (name: string) => t`Duplicate ${isolate(name)}`
export const importFile = t`Import a spreadsheet`
export const scanCode = t`Scan a barcode with the camera`
export const pause = t`Pause live changes`
export const resume = t`Resume live changes`
export const exportMovements = t`Export history (CSV)`
export const shortcuts = t`Keyboard shortcuts`
export const signOut = t`Sign out`
export const printLabel = (name: string) => t`Print a label for ${isolate(name)}`
export const blankLabels = t`Print blank labels`
export const themes = {
  system: t`System theme`,
  light: t`Light theme`,
  dark: t`Dark theme`,
}

export const pages = {
  inventory: t`Inventory`,
  mine: t`My products`,
  low: t`Low stock`,
  out: t`Out of stock`,
  movements: t`History`,
  people: t`People`,
  account: t`Account`,
  insights: t`Insights`,
  reorder: t`Reorder list`,
  imports: t`Imports`,
  trash: t`Trash`,
}

/** Other words that find a command. */
export const alsoFoundBy = {
  addProduct: t`new create item`,
  importFile: t`upload csv excel xlsx file bring in`,
  adjust: t`quantity receive count stock`,
  account: t`password email devices profile settings`,
  people: t`users accounts roles invitations settings`,
  edit: t`change rename price`,
  duplicate: t`copy`,
  scanCode: t`camera qr ean barcode`,
  live: t`pause resume freeze feed`,
  exportMovements: t`download csv ledger history`,
  shortcuts: t`keys keyboard help`,
  theme: t`appearance mode colour color dark light`,
  signOut: t`log out leave`,
  install: t`app home screen`,
  inventory: t`home products list`,
  movements: t`movements ledger`,
  insights: t`dashboard charts reports statistics value trends dead stock`,
  reorder: t`buy purchase low`,
  printLabel: t`barcode qr sticker shelf`,
  blankLabels: t`barcode qr sticker shelf unassigned`,
  trash: t`deleted restore undelete bin`,
}

export const exportFailed = t`Couldn’t export the history`
export const exportedPart = (limit: string) => t`Only the newest ${limit} were saved`

export const onHand = (count: string) => t`${count} on hand`
