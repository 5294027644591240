/* Changing many products at once: the bar, its dialogs, the report. */
import { formatCount } from '@/lib/format'
import { plural } from '@/lib/plural'

export const cancel = 'Cancel'
export const close = 'Close'

export const toolbar = 'Selected products'
export const selectedCount = (count: number) => plural(count, { other: '# selected' })
export const allMatchingSelected = (total: number) =>
  plural(total, { one: 'The only match is selected', other: 'All # matches are selected' })
export const selectAllMatching = (total: number) => plural(total, { other: 'Select all # matches' })
export const tapToSelect = 'Tap products to select them'
export const clearSelection = 'Clear selection'
export const escapeKey = 'Esc'
export const offline = 'Can’t reach the server. You can edit again once it’s live.'

export const adjust = 'Adjust'
export const setCategory = 'Set category'
export const setCategoryShort = 'Category'
export const activate = 'Activate'
export const deactivate = 'Deactivate'
export const remove = 'Delete'

const products = (count: number) => plural(count, { one: '# product', other: '# products' })

export const adjustTitle = (count: number) => `Adjust the stock of ${products(count)}`
export const categoryTitle = (count: number) => `Set the category of ${products(count)}`
export const activateTitle = (count: number) => `Activate ${products(count)}?`
export const deactivateTitle = (count: number) => `Deactivate ${products(count)}?`
export const deleteTitle = (count: number) => `Delete ${products(count)}?`

export const activateMeans = (count: number) =>
  plural(count, {
    one: 'It will count in totals and reordering again.',
    other: 'They will count in totals and reordering again.',
  })
export const deactivateMeans = (count: number) =>
  plural(count, {
    one: 'It stays listed with its stock, but doesn’t count in totals or reordering.',
    other: 'They stay listed with their stock, but don’t count in totals or reordering.',
  })
export const deleteMeans = (count: number) =>
  plural(count, {
    one: 'It will be removed for everyone, with its picture and stock. You can’t undo this.',
    other: 'They will be removed for everyone, with their pictures and stock. You can’t undo this.',
  })
export const matchesNow = 'Everything that matches the filters when this starts.'
export const andMore = (more: number) => plural(more, { other: 'and # more' })

export const notYours = (count: number) =>
  plural(count, {
    one: '# belongs to someone else and will be skipped.',
    other: '# belong to other people and will be skipped.',
  })
export const maybeNotYours = 'You can only change your own products. Others will be skipped.'

export const direction = 'What to do'
export const add = 'Add'
export const take = 'Remove'
export const howMany = 'How many each'
export const reason = 'Reason'
export const note = 'Note'
export const addEach = (amount: number, count: number) => `Add ${formatCount(amount)} to ${products(count)}`
export const takeEach = (amount: number, count: number) =>
  `Remove ${formatCount(amount)} from ${products(count)}`
export const enterNumber = 'Enter a whole number from 1.'
export const tooFew = 'Products with fewer on hand will be skipped.'

export const category = 'Category'
export const chooseCategory = 'Choose a category'
export const categoryMissing = 'Choose a category first.'

export const typeNumber = (count: number) => `Type ${formatCount(count)} to confirm`
export const numberDiffers = (count: number) => `This is not ${formatCount(count)}.`
export const deleteThem = (count: number) => `Delete ${products(count)}`
export const deactivateThem = (count: number) => `Deactivate ${products(count)}`
export const activateThem = (count: number) => `Activate ${products(count)}`
export const setThem = (count: number) => `Set for ${products(count)}`

export const runningTitle = 'Changing products'
export const starting = 'Starting…'
export const progress = (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)}`
export const stop = 'Stop'
export const changing = {
  stopMeans: 'You can stop at any time. Changes made so far are kept.',
  endedWithRefused: (changed: number, skipped: number) =>
    `${formatCount(changed)} updated, ${formatCount(skipped)} skipped.`,
  stoppedAfter: (done: number, total: number) =>
    `${progress(done, total)} done and kept. The rest are unchanged, except for a few that may have been in progress.`,
  brokenAfter: (done: number, total: number) =>
    `${progress(done, total)} done. Try again: nothing is done twice.`,
}
export const undoing = {
  stopMeans: 'You can stop at any time. Changes undone so far stay undone.',
  endedWithRefused: (undone: number, skipped: number) =>
    `${formatCount(undone)} undone, ${formatCount(skipped)} skipped.`,
  stoppedAfter: (done: number, total: number) =>
    `${progress(done, total)} undone. The rest are still changed, except for a few that may have been in progress.`,
  brokenAfter: (done: number, total: number) =>
    `${progress(done, total)} undone. Try again: nothing is undone twice.`,
}

export const undo = 'Undo'
export const undoingTitle = 'Undoing'
export const nothingToUndo = 'Nothing left to undo'
export const undone = 'Undone'
export const leftAlone = 'Left as is'

export const changed = 'Changed'
export const unchanged = 'Unchanged'
export const refused = 'Skipped'

export const finishedTitle = 'Finished'
export const stoppedTitle = 'Stopped'
export const brokenTitle = 'Connection lost'
export const failedTitle = 'The server stopped'
export const rejectedTitle = 'Nothing was changed'
export const stoppedAtStart = 'Stopped before the server answered. A few changes may have been in progress.'
export const brokenAtStart = 'The server didn’t answer. Try again: nothing is done twice.'
export const tryAgain = 'Try again'
export const goOn = 'Continue'

export const doneToast = (count: number) =>
  plural(count, { one: '# product updated', other: '# products updated' })
export const undoneToast = (count: number) =>
  plural(count, { one: 'Undid changes to # product', other: 'Undid changes to # products' })
export const deletedToast = (count: number) =>
  plural(count, { one: '# product deleted', other: '# products deleted' })
export const alreadySo = (count: number) => plural(count, { one: '# unchanged', other: '# unchanged' })

export const refusedCaption = 'Skipped products'
export const sku = 'SKU'
export const name = 'Name'
export const why = 'Reason'
export const goneProduct = (id: number) => `Product ${id}`
export const moreInFile = (count: number) =>
  plural(count, { other: 'and # more. Copy or download the whole list.' })
export const copy = 'Copy'
export const download = 'Download CSV'
export const copied = 'List copied'
export const notCopied = 'The browser blocked copying. Download the list instead.'
export const fileName = 'skipped-products.csv'
