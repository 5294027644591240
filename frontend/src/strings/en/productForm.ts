import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'
import { LOCALE } from '@/lib/locale'

/* The form that adds or changes a product: fields, pictures, drafts, and edits that meet. */

/** In the order of the form. */
export const fields = {
  name: t`Name`,
  category: t`Category`,
  price: t`Price`,
  quantity: t`On hand`,
  reorder_level: t`Reorder at`,
  sku: t`SKU`,
  barcode: t`Barcode`,
  description: t`Description`,
  is_active: t`Active`,
}
export const picture = t`Picture`
export const priceIn = (currency: string) => t`Price (${currency})`
export const reorderHint = t`We’ll flag it as low at this level or below.`
export const skuHint = t`Leave blank to generate one.`
export const activeHint = t`Inactive products stay listed but don’t count in totals.`
export const choose = t`Choose…`
export const newCategory = t`New category`

export const nameMissing = t`Give the product a name.`
export const categoryMissing = t`Choose a category.`

export const save = t`Save changes`
export const add = t`Add product`
export const addAndGoOn = t`Save and add another`
export const addedBefore = (name: string) =>
  t`${isolate(name)} added. The form is ready for the next product.`
export const openAdded = (name: string) => t`Open ${isolate(name)}`
export const scanCode = t`Scan with the camera`
export const barcodeIs = (code: string) => t`Barcode ${isolate(code)}`
export const nothingLost = t`Your edits are still here. Save again once the server is back.`
export const savedBeforeMore = t`Saved. Edits you made while saving aren’t saved yet.`

export const leaveTitle = t`Leave without saving?`
export const leaveWhat = t`Your changes aren’t saved yet.`
export const keepEditing = t`Keep editing`
export const leave = t`Leave`
export const maybeSaved = (name: string) => t`${isolate(name)} may have been saved before you left.`
export const notSaved = (name: string) =>
  t`Couldn’t save ${isolate(name)}. The form offers your edits when you open it again.`

/* Somebody else changes the product meanwhile. */
const someone = t`Someone else`
/** Who, when it was the same person elsewhere. */
export const you = t`You`
const named = (who: string | null) => (who ? isolate(who) : someone)
export const theyChanged = (who: string | null, names: string) =>
  who === you
    ? t`You changed ${names} in another window. It’s updated here; your edits are kept.`
    : t`${named(who)} changed ${names}. It’s updated here; your edits are kept.`
export const theyAlsoChanged = (who: string | null, names: string) =>
  who === you
    ? t`You also changed ${names} in another window. Your edits are kept; you choose when you save.`
    : t`${named(who)} also changed ${names}. Your edits are kept; you choose when you save.`
export const theyDeleted = (who: string | null) => {
  if (who === you) return t`You deleted this product in another window. Your edits are still here.`
  if (who) return t`${isolate(who)} deleted this product. Your edits are still here.`
  return t`This product was deleted. Your edits are still here.`
}
export const addAsNew = t`Add as new product`
export const willBeNew = t`This will be added as a new product.`

export const conflictTitle = t`Changed in two places`
export const conflictWhat = (count: number) =>
  plural(count, {
    one: 'Nothing has been saved. Choose which to keep.',
    other: 'Nothing has been saved. # fields differ; choose which to keep.',
  })
export const mine = t`Your version`
export const theirs = (who: string | null) =>
  who === you ? t`Your other window` : who ? isolate(who) : t`On the server`
export const backToEditing = t`Back to editing`
export const saveChoice = t`Save`
export const none = t`none`
export const yes = t`Yes`
export const no = t`No`
export const newPicture = t`Your new picture`
export const noPicture = t`No picture`
export const theirPicture = t`The current picture`

/* What was typed and not saved, found again. */
export const draftLabel = t`Unsaved changes`
export const draftFound = (when: string, names: string) => t`Not saved yet: ${names} (${when}).`
export const draftPicture = t`Choose the picture again.`
export const restore = t`Restore`
export const discard = t`Discard`

/* Duplicates. */
export const copyName = (name: string) => t`${name} (copy)`
export const copyHint = (name: string) =>
  t`A copy of ${isolate(name)}, with its own SKU and barcode and nothing on hand yet.`
export const pictureNotCopied = t`Couldn’t copy the picture. Choose it again.`
export const copyGone = t`The product to copy no longer exists.`
export const rescued = t`This product was deleted. Your edits are here; add them as a new product.`

/* Pictures. */
export const dropHere = t`Drop or paste a picture here`
export const noPictureYet = t`No picture yet`
export const choosePicture = t`Choose picture`
export const replacePicture = t`Replace picture`
export const takePhoto = t`Take photo`
export const removePicture = t`Remove picture`
export const pictures = t`Pictures`
export const addPictures = t`Add pictures`
export const pictureOrder = t`Pictures in order`
export const pictureAt = (place: number, total: number) => t`Picture ${place} of ${total}`
export const cover = t({ message: 'Cover', context: 'picture' })
export const isCover = t`This is the cover`
export const makeCover = t`Make cover`
export const moveEarlier = t`Move earlier`
export const moveLater = t`Move later`
export const movedTo = (place: number, total: number) => t`Now picture ${place} of ${total}`
export const mostPictures = (most: number) =>
  plural(most, { one: 'A product can have # picture.', other: 'A product can have up to # pictures.' })
export const cropPicture = t`Crop`
export const preview = t`Preview`
export const pictureHint = (limit: string) =>
  t`JPEG, PNG, WebP, GIF or AVIF, up to ${limit}. We’ll shrink larger photos.`
export const pictureKinds = t`JPEG, PNG, WebP, GIF or AVIF.`
export const notAPicture = (name: string) =>
  t`${isolate(name)} isn’t a supported picture. Choose a JPEG, PNG, WebP, GIF or AVIF.`
export const tooLarge = (name: string, size: string, limit: string) =>
  t`${isolate(name)} is ${size}. The limit is ${limit}.`
export const heicUnreadable = (name: string) =>
  t`This browser can’t read the HEIC photo ${isolate(name)}. Save it as JPEG first.`
export const madeSmaller = (name: string, size: string) =>
  t`${isolate(name)} is ${size}. We’ll send a smaller copy.`
export const megapixels = (count: string) => t`${count} megapixels`
export const converted = (name: string) => t`Converted ${isolate(name)} from HEIC to JPEG.`
export const sendingPicture = t`Sending picture`
export const savingPicture = t`Saving`
export const pictureUpload = t`Picture upload`
export const cancelUpload = t`Cancel upload`
export const uploadCancelled = t`Stopped. Nothing was saved; your edits are still here.`
export const stoppedAtPictures = t`Stopped. The product is saved, but not all of its pictures are.`
export const pictureNotAdded = (place: number, why: string) =>
  t`The product is saved. Picture ${place} wasn’t added: ${why}`
export const picturesNotChanged = (why: string) =>
  t`The product is saved. Its pictures aren’t all changed yet: ${why}`
export const picturesMissing = (name: string) => t`${isolate(name)} is saved, but pictures may be missing.`
export const percent = (share: number) =>
  new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 }).format(share)

export const cropTitle = t`Crop the picture`
export const cropWhat = t`Drag the corners, or move them with the arrow keys.`
export const shape = t`Shape`
export const square = t`Square`
export const free = t`Free`
export const rotateLeft = t`Rotate left`
export const rotateRight = t`Rotate right`
export const useCrop = t`Crop`
export const pictureToCrop = t`The picture to crop`
export const cropHandles = {
  ariaLabels: {
    cropArea: t`Use the arrow keys to move the crop area`,
    nwDragHandle: t`Top left corner of the crop area`,
    nDragHandle: t`Top edge of the crop area`,
    neDragHandle: t`Top right corner of the crop area`,
    eDragHandle: t`Right edge of the crop area`,
    seDragHandle: t`Bottom right corner of the crop area`,
    sDragHandle: t`Bottom edge of the crop area`,
    swDragHandle: t`Bottom left corner of the crop area`,
    wDragHandle: t`Left edge of the crop area`,
  },
}
export const cannotOpen = t`Can’t open this picture here. You can still send it as is.`
