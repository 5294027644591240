import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Imports: the list of them, uploading a file, and the frame around one. */

export const title = t`Imports`
export const newImport = t`New import`
export const backToList = t`Back to imports`
export const backToInventory = t`Back to the inventory`
export const count = (total: number) => plural(total, { one: '# import', other: '# imports' })
export const loading = t`Loading imports`
export const loadingOne = t`Loading the import`
export const failed = t`Couldn’t load the imports`
export const failedOne = t`Couldn’t load this import`
export const none = t`No imports yet`
export const noneHint = t`Import a spreadsheet of products, or a stock count. You’ll see what each row would do before anything changes, and you can undo it for seven days.`
export const gone = t`This import is no longer here`
export const goneHint = t`Imports are kept for seven days. What was imported stays.`

export const cannot = t`You can’t import`
export const pasted = t`Pasted cells`
export const kinds = { products: t`Products`, stock: t`Stock count` }
export const rows = (total: number) => plural(total, { one: '# row', other: '# rows' })

export const columns = { file: t`File`, result: t`Result`, when: t`Uploaded`, actions: t`Actions` }
export const states = {
  new: t`Not checked`,
  checked: t`Ready to import`,
  applying: t`Unfinished`,
  applied: t`Imported`,
  partly: t`Partly imported`,
  undone: t`Undone`,
}
export const created = (total: number) => plural(total, { other: '# new' })
export const changed = (total: number) => plural(total, { other: '# changed' })
export const counted = (total: number) => plural(total, { one: '# count', other: '# counts' })
export const held = (total: number) => plural(total, { other: '# held' })
export const leftOut = (total: number) => plural(total, { other: '# left out' })

export const forget = (name: string) => t`Delete ${isolate(name)}`
export const forgetTitle = (name: string) => t`Delete ${isolate(name)}?`
export const forgetOpen = t`Nothing has been imported from it yet. Its rows and your choices will be lost.`
export const forgetDone = t`What it imported stays, but you can no longer undo it.`
export const forgetIt = t`Delete`
export const keep = t`Keep`
export const forgotten = t`Import deleted`

/* Uploading a file. */

export const whatKind = t`What are you importing?`
export const kindHints = {
  products: t`Adds new products and updates existing ones. The stock of existing products doesn’t change.`,
  stock: t`Sets stock to what you counted, or changes it by a difference.`,
}
export const dropHere = t`Drop a spreadsheet here`
export const dropLimits = t`Excel (.xlsx) or CSV, up to 20 MB and 50,000 rows`
export const sharedFile = (name: string) => t`Shared with this app: ${isolate(name)}`
export const useShared = t`Use this file`
export const sharedGone = t`The shared file is gone. Share it again, or choose it below.`
export const chooseFile = t`Choose file`
export const orPaste = t`Or paste cells`
export const pasteHint = t`Copy cells in your spreadsheet, headings included, and paste them here.`
export const usePasted = t`Use these cells`
export const needSomething = t`Paste some cells first.`
export const template = t`Download a template`
export const templateHint = t`An Excel file with the right headings.`
export const templateFailed = t`Couldn’t download the template`
export const countSheetHint = t`Or use a count sheet: in the inventory, choose Export, then Count sheet.`
export const exportHint = t`You can also edit an export of the inventory and import it again.`
export const pictures = t`Add pictures`
export const picturesHint = t`From a ZIP file or a folder, named by SKU or barcode.`
export const sending = (name: string) => t`Sending ${isolate(name)}`
export const readingFile = t`Reading the file…`
export const percent = (fraction: number) => `${Math.round(fraction * 100)}%`
export const stopSending = t`Cancel`
export const tooLarge = (name: string, size: string) => t`${isolate(name)} is ${size}. The limit is 20 MB.`
export const notTaken = t`This file can’t be imported`
export const tooManyOpen = t`Go to your imports`

/* One import. */

export const steps = { columns: t`Columns`, check: t`Check`, import: t`Import` }
export const stepsLabel = t`Steps`
export const seenBefore = (day: string) => t`You imported this same file on ${day}.`
