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
export const reorderHint = 'Marked Low at or under this.'
export const skuHint = 'Made for you when left empty.'
export const activeHint = 'Inactive products stay in the list, marked as such.'
export const choose = 'Choose…'

export const nameMissing = 'Give the product a name.'
export const categoryMissing = 'Choose a category.'

export const save = 'Save changes'
export const add = 'Add product'
export const nothingLost = 'What you typed is still here. Save again when the server is back.'
export const savedBeforeMore = 'Saved. What you typed while it was sent is not saved yet.'

export const leaveTitle = 'Leave without saving?'
export const leaveWhat = 'What you changed here is not saved yet.'
export const keepEditing = 'Keep editing'
export const leave = 'Leave'

/* Somebody else changes the product meanwhile. */
const someone = 'Someone else'
/** Who, when it was the same person elsewhere. */
export const you = 'Another window of yours'
export const theyChanged = (who: string | null, names: string) =>
  `${who ? isolate(who) : someone} changed ${names}. That is in the form now; what you typed is untouched.`
export const theyAlsoChanged = (who: string | null, names: string) =>
  `${who ? isolate(who) : someone} also changed ${names}. Yours is still here; you choose when you save.`
export const theyDeleted = (who: string | null) =>
  who
    ? `${isolate(who)} deleted this product. What you typed is still here.`
    : 'This product was deleted. What you typed is still here.'
export const addAsNew = 'Add as new product'
export const willBeNew = 'This will be added as a new product.'

export const conflictTitle = 'Changed in two places'
export const conflictWhat = (count: number) =>
  plural(count, {
    one: 'Nothing of yours is saved yet, and nothing is lost. Choose which value stands.',
    other:
      'Nothing of yours is saved yet, and nothing is lost. Choose for each of # fields which value stands.',
  })
export const mine = 'Typed here'
export const theirs = (who: string | null) => (who ? isolate(who) : 'On the server')
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
export const draftFound = (when: string, names: string) => `Typed ${when} and not saved: ${names}.`
export const draftPicture = 'The picture has to be chosen again.'
export const restore = 'Restore'
export const discard = 'Discard'

/* Duplicates. */
export const copyName = (name: string) => `${name} (copy)`
export const copyHint = (name: string) =>
  `A copy of ${isolate(name)}. SKU and barcode are its own, and nothing is on hand yet.`
export const pictureNotCopied = 'The picture could not be copied. Choose it again.'
export const copyGone = 'The product to copy does not exist any more.'
export const rescued = 'This product was deleted. What you typed is here; add it as a new one.'

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
  `${isolate(name)} is not a picture that can be kept. Choose a JPEG, PNG, WebP, GIF or AVIF.`
export const tooLarge = (name: string, size: string, limit: string) =>
  `${isolate(name)} has ${size}. Choose one of up to ${limit}.`
export const heicUnreadable = (name: string) =>
  `${isolate(name)} is a HEIC photo, which this browser cannot read. Save it as JPEG and choose that.`
export const madeSmaller = (name: string, size: string) =>
  `${isolate(name)} has ${size}, more than is kept. A smaller copy is sent.`
export const megapixels = (count: string) => `${count} megapixels`
export const converted = (name: string) =>
  `${isolate(name)} was changed from HEIC to JPEG, which the server keeps.`
export const sendingPicture = 'Sending picture'
export const savingPicture = 'Saving'
export const pictureUpload = 'Picture upload'
export const cancelUpload = 'Cancel upload'
export const uploadCancelled = 'Stopped. Nothing was saved, and what you typed is still here.'
export const percent = (share: number) =>
  new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 }).format(share)

export const cropTitle = 'Crop the picture'
export const cropWhat = 'Drag the corners, or move them with the arrow keys.'
export const shape = 'Shape'
export const square = 'Square'
export const free = 'Free'
export const rotateLeft = 'Rotate left'
export const rotateRight = 'Rotate right'
export const useCrop = 'Use this part'
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
export const cannotOpen = 'This picture cannot be opened here. It can still be sent as it is.'
