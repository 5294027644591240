import { isolate } from '@/lib/isolate'
import { plural } from '@/lib/plural'

/* The form that adds or changes a product: fields, pictures, drafts, and edits that meet. */

/** In the order of the form. */
export const fields = {
  name: 'Name',
  category: 'Category',
  price: 'Price',
  quantity: 'On hand',
  reorder_level: 'Reorder at',
  sku: 'SKU',
  barcode: 'Barcode',
  description: 'Description',
  is_active: 'Active',
}
export const picture = 'Picture'
export const priceIn = (currency: string) => `Price (${currency})`
export const reorderHint = 'We’ll flag it as low at this level.'
export const skuHint = 'Leave blank to generate one.'
export const activeHint = 'Inactive products stay listed but don’t count in totals.'
export const choose = 'Choose…'

export const nameMissing = 'Give the product a name.'
export const categoryMissing = 'Choose a category.'

export const save = 'Save changes'
export const add = 'Add product'
export const nothingLost = 'Your edits are still here. Save again once the server is back.'
export const savedBeforeMore = 'Saved. Edits you made while saving aren’t saved yet.'

export const leaveTitle = 'Leave without saving?'
export const leaveWhat = 'Your changes aren’t saved yet.'
export const keepEditing = 'Keep editing'
export const leave = 'Leave'

/* Somebody else changes the product meanwhile. */
const someone = 'Someone else'
/** Who, when it was the same person elsewhere. */
export const you = 'You'
const named = (who: string | null) => (who === you ? you : who ? isolate(who) : someone)
const where = (who: string | null) => (who === you ? ' in another window' : '')
export const theyChanged = (who: string | null, names: string) =>
  `${named(who)} changed ${names}${where(who)}. It’s updated here; your edits are kept.`
export const theyAlsoChanged = (who: string | null, names: string) =>
  `${named(who)} also changed ${names}${where(who)}. Your edits are kept; you choose when you save.`
export const theyDeleted = (who: string | null) =>
  who
    ? `${named(who)} deleted this product${where(who)}. Your edits are still here.`
    : 'This product was deleted. Your edits are still here.'
export const addAsNew = 'Add as new product'
export const willBeNew = 'This will be added as a new product.'

export const conflictTitle = 'Changed in two places'
export const conflictWhat = (count: number) =>
  plural(count, {
    one: 'Nothing has been saved. Choose which to keep.',
    other: 'Nothing has been saved. # fields differ; choose which to keep.',
  })
export const mine = 'Your version'
export const theirs = (who: string | null) =>
  who === you ? 'Your other window' : who ? isolate(who) : 'On the server'
export const backToEditing = 'Back to editing'
export const saveChoice = 'Save'
export const none = 'none'
export const yes = 'Yes'
export const no = 'No'
export const newPicture = 'Your new picture'
export const noPicture = 'No picture'
export const theirPicture = 'The picture there now'

/* What was typed and not saved, found again. */
export const draftLabel = 'Unsaved changes'
export const draftFound = (when: string, names: string) => `Unsaved from ${when}: ${names}.`
export const draftPicture = 'Choose the picture again.'
export const restore = 'Restore'
export const discard = 'Discard'

/* Duplicates. */
export const copyName = (name: string) => `${name} (copy)`
export const copyHint = (name: string) =>
  `A copy of ${isolate(name)}, with its own SKU and barcode and nothing on hand yet.`
export const pictureNotCopied = 'Couldn’t copy the picture. Choose it again.'
export const copyGone = 'The product to copy no longer exists.'
export const rescued = 'This product was deleted. Your edits are here; add them as a new product.'

/* Pictures. */
export const dropHere = 'Drop or paste a picture here'
export const choosePicture = 'Choose picture'
export const replacePicture = 'Replace picture'
export const takePhoto = 'Take photo'
export const removePicture = 'Remove picture'
export const cropPicture = 'Crop'
export const preview = 'Preview'
export const pictureHint = (limit: string) =>
  `JPEG, PNG, WebP, GIF or AVIF, up to ${limit}. Larger photos are made smaller.`
export const pictureKinds = 'JPEG, PNG, WebP, GIF or AVIF.'
export const notAPicture = (name: string) =>
  `${isolate(name)} isn’t a supported picture. Choose a JPEG, PNG, WebP, GIF or AVIF.`
export const tooLarge = (name: string, size: string, limit: string) =>
  `${isolate(name)} is ${size}. The limit is ${limit}.`
export const heicUnreadable = (name: string) =>
  `This browser can’t read the HEIC photo ${isolate(name)}. Save it as JPEG first.`
export const madeSmaller = (name: string, size: string) =>
  `${isolate(name)} is ${size}. We’ll send a smaller copy.`
export const megapixels = (count: string) => `${count} megapixels`
export const converted = (name: string) => `Converted ${isolate(name)} from HEIC to JPEG.`
export const sendingPicture = 'Sending picture'
export const savingPicture = 'Saving'
export const pictureUpload = 'Picture upload'
export const cancelUpload = 'Cancel upload'
export const uploadCancelled = 'Stopped. Nothing was saved; your edits are still here.'
export const percent = (share: number) =>
  new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 }).format(share)

export const cropTitle = 'Crop the picture'
export const cropWhat = 'Drag the corners, or move them with the arrow keys.'
export const shape = 'Shape'
export const square = 'Square'
export const free = 'Free'
export const rotateLeft = 'Rotate left'
export const rotateRight = 'Rotate right'
export const useCrop = 'Crop'
export const pictureToCrop = 'The picture to crop'
export const cropHandles = {
  ariaLabels: {
    cropArea: 'Use the arrow keys to move the part that is kept',
    nwDragHandle: 'Top left corner of the part that is kept',
    nDragHandle: 'Top edge of the part that is kept',
    neDragHandle: 'Top right corner of the part that is kept',
    eDragHandle: 'Right edge of the part that is kept',
    seDragHandle: 'Bottom right corner of the part that is kept',
    sDragHandle: 'Bottom edge of the part that is kept',
    swDragHandle: 'Bottom left corner of the part that is kept',
    wDragHandle: 'Left edge of the part that is kept',
  },
}
export const cannotOpen = 'Can’t open this picture here. You can still send it as is.'
