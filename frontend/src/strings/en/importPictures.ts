import { plural, t } from '@lingui/core/macro'
import { formatCount } from '@/lib/format'

/* Pictures of many products at once, from a ZIP file or a folder. */

export const title = t`Add pictures`
export const lead = t`Name each picture after its product: the SKU or the barcode, as in MUG-01.jpg or 4006381333931.png. Folders don’t matter.`
export const dropHere = t`Drop a ZIP file or pictures here`
export const sharedPictures = (count: number) =>
  plural(count, { one: '# picture was shared with this app', other: '# pictures were shared with this app' })
export const useShared = t`Match to products`
export const chooseFiles = t`Choose ZIP or pictures`
export const chooseFolder = t`Choose folder`
export const limits = t`Up to 5,000 pictures and 300 MB. The ZIP file is opened in your browser.`
export const opening = t`Opening…`
export const looking = t`Matching pictures to products`
export const sending = t`Sending pictures`
export const progress = (done: number, total: number) => t`${formatCount(done)} of ${formatCount(total)}`
export const stop = t`Stop`
export const leaveTitle = t`Stop adding pictures?`
export const leaveWhat = t`Pictures are sent only while this page is open. Those not sent yet won’t be added.`
export const keepSending = t`Keep adding`
export const leave = t`Leave`

export const matchedOf = (matched: number, total: number) => {
  const found = formatCount(matched)
  return plural(total, { one: `Matched: ${found} of # picture`, other: `Matched: ${found} of # pictures` })
}
export const sentCount = (count: number) =>
  plural(count, { one: '# picture added', other: '# pictures added' })
export const failed = t`Not added`
export const sent = t({ message: 'Added', context: 'picture' })
export const matched = t`To be added`
export const unmatched = t`No matching product`
export const noProduct = t`No product has this SKU or barcode.`
export const severalProducts = t`Several products have this code.`
export const secondPicture = t`Another picture matches the same product.`
export const notYours = t`This product belongs to someone else.`
export const hasOne = t`has a picture`
export const replace = (count: number) =>
  plural(count, {
    one: 'Replace # existing picture',
    other: 'Replace # existing pictures',
  })
export const send = (count: number) => plural(count, { one: 'Add # picture', other: 'Add # pictures' })
export const chooseOthers = t`Choose different ones`
export const andMore = (count: number) => plural(count, { other: 'and # more' })

export const noPictures = t`No pictures found. Use JPEG, PNG, WebP, GIF or HEIC.`
export const tooMany = (most: number) => t`More than ${formatCount(most)} pictures. Add them in batches.`
export const archiveTooLarge = t`The ZIP file unpacks to more than 300 MB. Split it into smaller ones.`
export const noArchive = t`This isn’t a ZIP file, or it’s damaged.`
export const cannotUnpack = t`Couldn’t unpack the ZIP file. Does it have a password?`
