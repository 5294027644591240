import { isolate } from '@/lib/isolate'

/* One product: its page, its drawer, what is read about it and what can be done with it. */

export const product = 'Product'
export const backToList = 'Back to the inventory'
export const backToProduct = 'Back to the product'
export const goToList = 'Go to the inventory'

export const onHand = 'on hand'
export const facts = {
  price: 'Price',
  value: 'Stock value',
  reorder: 'Reorder at',
  category: 'Category',
  sku: 'SKU',
  barcode: 'Barcode',
  owner: 'Owner',
  added: 'Added',
  updated: 'Changed',
}
export const notSet = 'Not set'
export const none = 'None'

export const edit = 'Edit'
export const editTitle = (name: string) => `Edit ${isolate(name)}`
export const editProduct = 'Edit product'
export const more = 'More actions'
export const openPage = 'Open full page'
export const copyLink = 'Copy link'
export const linkCopied = 'Link copied'
export const linkNotCopied = 'Couldn’t copy the link. It’s in the address bar.'
export const duplicate = 'Duplicate'
export const remove = 'Delete'
export const previous = 'Previous product'
export const next = 'Next product'
export const closeDrawer = 'Close the product'

export const loading = 'Loading product'
export const notThere = 'This product doesn’t exist'
export const notThereWhy = 'It may have been deleted, or the link is wrong.'
export const deletedBy = (name: string) => `It was deleted by ${isolate(name)}.`
export const deletedMeanwhile = 'This product was deleted'
export const deletedMeanwhileBy = (name: string) => `${isolate(name)} deleted it while you had it open.`
export const deletedMeanwhileWhy = 'It was deleted while you had it open.'
export const forbidden = 'You don’t have access to this product'
export const loadFailed = 'Couldn’t load the product'

export const ownerOnly = 'Only the owner can change this product'
export const viewIt = 'View it'

export const saved = (name: string) => `${isolate(name)} saved`
export const added = (name: string) => `${isolate(name)} added`
export const deleted = (name: string) => `${isolate(name)} deleted`

export const deleteTitle = (name: string) => `Delete ${isolate(name)}?`
export const deleteWhat = {
  plain: (sku: string) => `Removed for everyone: ${sku}.`,
  picture: (sku: string) => `Removed for everyone: ${sku} and its picture.`,
  stock: (sku: string, count: string) => `Removed for everyone: ${sku} and its ${count} on hand.`,
  both: (sku: string, count: string) => `Removed for everyone: ${sku}, its picture and its ${count} on hand.`,
}
export const cannotUndo = 'You can’t undo this.'
export const keepIt = 'Keep it'

export const addTitle = 'Add product'
export const duplicateTitle = 'Duplicate product'
