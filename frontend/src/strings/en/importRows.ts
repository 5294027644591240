import { plural, t } from '@lingui/core/macro'
import { formatCount } from '@/lib/format'
import { isolate } from '@/lib/isolate'

/* The check of an import, its rows, and the import itself. */

export const checking = t`Checking the rows`
export const progress = (done: number, total: number) => t`${formatCount(done)} of ${formatCount(total)}`
export const starting = t`Starting…`
export const stop = t`Stop`
export const goOn = t`Continue`
export const tryAgain = t`Try again`
export const waiting = t`Connection lost. We’ll continue once the server is back.`
export const checkStopped = t`The check was stopped. Nothing has changed.`
export const checkFailed = t`Couldn’t check the rows`

export const show = t`Show rows`
export const tiles = {
  create: t`New`,
  update: t`Changed`,
  unchanged: t`Unchanged`,
  held: t`Held`,
  skipped: t`Skipped`,
}
export const doneTiles = { ...tiles, create: t`Added`, held: t`Left out` }
export const emptyTiles = {
  create: t`No new products`,
  update: t`No changes`,
  unchanged: t`No rows are unchanged`,
  held: t`No rows are held`,
  skipped: t`No rows are skipped`,
}
export const rowsLabel = t`Rows`
export const loadingRows = t`Loading rows`
export const rowsFailed = t`Couldn’t load the rows`
export const columns = { row: t`Row`, product: t`Product`, what: t`What happens` }
export const rowTitle = (row: number) => t`Row ${formatCount(row)}`
export const details = (row: number, name: string) => t`Row ${formatCount(row)}: ${isolate(name)}`
export const unnamed = t`No name`
export const becomes = '→'
/** Between a value and what is wrong with it. */
export const about = '·'
export const empty = t`empty`
export const yes = t`Yes`
export const no = t`No`
export const noChange = t`Nothing changes`
export const isSkipped = t`Skipped`
export const openProduct = t`Open product`
export const perhaps = (value: string) => t`Did you mean ${isolate(value)}?`

/** What a row is told of without being held. */
export const notes = {
  quantity_ignored: t`The stock doesn’t change. Use a stock count for that.`,
  price_jump: t`The price is ten times what it was, or a tenth.`,
  added_up: t`Several rows count this product. They’re added up.`,
  not_counted: t`Nothing was counted.`,
}
/** The same of many rows. */
export const noteCounts: Record<string, (count: number) => string> = {
  quantity_ignored: (count) =>
    plural(count, {
      one: '# row has a different quantity from the inventory. A product import doesn’t change stock.',
      other: '# rows have different quantities from the inventory. A product import doesn’t change stock.',
    }),
  price_jump: (count) =>
    plural(count, {
      one: '# price is ten times what it was, or a tenth. Check it before you import.',
      other: '# prices are ten times what they were, or a tenth. Check them before you import.',
    }),
  added_up: (count) =>
    plural(count, {
      one: '# row counts a product that other rows count too. They’re added up.',
      other: '# rows count products that other rows count too. They’re added up.',
    }),
  not_counted: (count) =>
    plural(count, {
      one: '# row has no count and is skipped.',
      other: '# rows have no count and are skipped.',
    }),
}
export const toStockCount = t`Import a stock count`

/* Choices that fix held rows. */
export const decisions = t`Fix held rows`
export const unknownCategories = t`These categories don’t exist yet`
export const categoryRows = (count: number) => plural(count, { one: '# row', other: '# rows' })
export const decideCategory = (name: string) => t`What to do with the category ${isolate(name)}`
export const holdRows = t`Hold the rows`
export const createCategory = t`Create it`
export const takeCategory = (name: string) => t`Use ${isolate(name)}`
export const missingZeros = (count: number) =>
  plural(count, {
    one: '# barcode has lost its leading zeros in a spreadsheet',
    other: '# barcodes have lost their leading zeros in a spreadsheet',
  })
export const putZerosBack = t`Put the zeros back`
export const movedSince = (count: number) =>
  plural(count, {
    one: 'The stock of # product has moved since it was counted',
    other: 'The stock of # products has moved since they were counted',
  })
export const movedWhy = t`Someone has sold or received some since then. What should we do?`
export const movedOptions = {
  hold: t`Hold them`,
  difference: t`Apply the difference`,
  set: t`Set to the count`,
  leave: t`Leave the stock`,
}
export const movedRow = {
  difference: (result: string) => t`Apply the difference: ${result}`,
  set: (counted: string) => t`Set to the count: ${counted}`,
  leave: t`Leave the stock as it is`,
}
export const ambiguousNumbers = (count: number) =>
  plural(count, {
    one: '# row has a number that can be read in two ways',
    other: '# rows have numbers that can be read in two ways',
  })
export const toColumns = t`Decide in Columns`
export const checkAgain = t`Check again`
export const decided = (count: number) =>
  plural(count, {
    one: '# choice to apply. We’ll check the rows again.',
    other: '# choices to apply. We’ll check the rows again.',
  })

export const importAll = (count: number) => plural(count, { one: 'Import # row', other: 'Import # rows' })
export const importSome = (count: number, left: number) =>
  t`Import ${formatCount(count)}, leave ${formatCount(left)} out`
export const nothingToImport = t`Nothing to import`

/* Doing it. */
export const importing = t`Importing`
export const importMeans = t`You can use other pages, but keep this tab open. If you stop, rows imported so far stay.`
export const added = t`Added`
export const updated = t`Changed`
export const same = t`Unchanged`
export const out = t`Left out`
export const stoppedTitle = t`Import stopped`
export const stoppedWhat = (done: number) =>
  plural(done, {
    one: '# row imported so far. Continue, or undo it.',
    other: '# rows imported so far. Continue, or undo them.',
  })
export const unfinishedTitle = t`This import is unfinished`
export const unfinishedWhat = t`Continue: nothing is imported twice.`
export const failedTitle = t`The import couldn’t continue`

export const nothingDone = t`Nothing was imported`
export const doneToast = (count: number) => plural(count, { one: '# row imported', other: '# rows imported' })
export const leftOutToast = (count: number) =>
  plural(count, { one: '# row left out', other: '# rows left out' })
export const look = t`Show`
export const leftOutWhat = (count: number) =>
  plural(count, {
    one: '# row was left out. Download it, correct it and import it again.',
    other: '# rows were left out. Download them, correct them and import them again.',
  })
export const allIn = t`All rows were imported.`
export const downloadHeld = (count: number) =>
  plural(count, { one: 'Download the row', other: 'Download # rows' })
export const downloadFailed = t`Couldn’t download the rows`
export const printLabels = t`Print labels`
export const undo = t`Undo import`
export const undoUntil = (day: string) => t`You can undo it until ${day}.`
export const seeInventory = t`See the inventory`
export const another = t`Import another file`

export const undoTitle = t`Undo this import?`
export const undoWhat = t`Products it added are deleted, changed fields get their old values back, and stock moves are reversed. Anything changed since then stays. This can’t be undone.`
export const undoIt = t`Undo import`
export const keepIt = t`Keep it`
export const undoing = t`Undoing the import`
export const undoneTitle = t`This import was undone`
export const undoneWhat = (count: number) =>
  plural(count, { one: '# row was undone.', other: '# rows were undone.' })
export const stayed = (count: number) =>
  plural(count, { one: '# row stays as it is:', other: '# rows stay as they are:' })
export const undoFailed = t`The undo couldn’t continue`
export const removed = t`Removed`
export const restored = t`Restored`
export const stays = t`Stays`
export const undoStopped = t`Undo stopped. Undo the import again to finish.`
