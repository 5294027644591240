import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* One product: its page, its drawer, what is read about it and what can be done with it. */

export const product = t`Product`
const backToInventory = t`Back to the inventory`
const backToMine = t`Back to My products`
/** By the path of the list. */
export const backTo = (list: string) => (list === '/' ? backToInventory : backToMine)
export const backToProduct = t`Back to the product`
export const goToList = t`Go to the inventory`

export const onHand = t`on hand`
export const facts = {
  price: t`Price`,
  value: t`Stock value`,
  reorder: t`Reorder at`,
  category: t`Category`,
  sku: t`SKU`,
  barcode: t`Barcode`,
  owner: t`Owner`,
  added: t`Added`,
  updated: t`Changed`,
}
export const notSet = t`Not set`
export const none = t`None`

export const edit = t`Edit`
export const editTitle = (name: string) => t`Edit ${isolate(name)}`
export const editProduct = t`Edit product`
export const more = t`More actions`
export const openPage = t`Open full page`
export const copyLink = t`Copy link`
export const linkCopied = t`Link copied`
export const linkNotCopied = t`Couldn’t copy the link. It’s in the address bar.`
export const duplicate = t`Duplicate`
export const remove = t`Delete`
export const previous = t`Previous product`
export const next = t`Next product`
export const closeDrawer = t`Close the product`
export const asOf = t`As of…`
export const printLabel = t`Print label`
export const createBarcode = t`Create barcode`
export const barcodeCreated = (code: string) => t`Barcode ${isolate(code)} created`
export const barcodeNotCreated = t`Couldn’t create a barcode`

export const loading = t`Loading product`
export const notThere = t`This product doesn’t exist`
export const notThereWhy = t`It may have been deleted, or the link is wrong.`
export const deletedBy = (name: string) => t`It was deleted by ${isolate(name)}.`
export const deletedMeanwhile = t`This product was deleted`
export const deletedMeanwhileBy = (name: string) => t`${isolate(name)} deleted it while you had it open.`
export const deletedMeanwhileWhy = t`It was deleted while you had it open.`
export const forbidden = t`You don’t have access to this product`
export const loadFailed = t`Couldn’t load the product`

export const ownerOnly = t`You can’t change this product`
export const viewIt = t`View it`

export const saved = (name: string) => t`${isolate(name)} saved`
export const added = (name: string) => t`${isolate(name)} added`
export const deleted = (name: string) => t`${isolate(name)} deleted`

export const deleteTitle = (name: string) => t`Delete ${isolate(name)}?`
export const deleteWhat = {
  plain: (sku: string) => t`${sku} will be removed for everyone.`,
  picture: (sku: string) => t`${sku} will be removed for everyone, with its picture.`,
  stock: (sku: string, count: string) =>
    t`${sku} will be removed for everyone, with its stock (${count} on hand).`,
  both: (sku: string, count: string) =>
    t`${sku} will be removed for everyone, with its picture and its stock (${count} on hand).`,
}
export const canRestore = t`You can restore it from the trash.`
export const keepIt = t`Keep it`

export const addTitle = t`Add product`
export const duplicateTitle = t`Duplicate product`

export const showMore = t`Show more`
export const showLess = t`Show less`

/* Its pictures. */
export const addPicture = t`Add picture`
export const pictures = t`Pictures`
export const choosePicture = t`Choose a picture`
export const pictureAt = (place: number, total: number) => t`Picture ${place} of ${total}`
export const enlarge = (place: number, total: number) =>
  total === 1 ? t`Enlarge the picture` : t`Enlarge picture ${place} of ${total}`
export const pictureCount = (place: number, total: number) => t`${place} of ${total}`
export const previousPicture = t`Previous picture`
export const nextPicture = t`Next picture`
