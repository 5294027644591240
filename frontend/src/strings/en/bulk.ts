/* Changing many products at once: the bar, its dialogs, the report. */
import { formatCount } from '@/lib/format'
import { plural } from '@/lib/plural'

export const cancel = 'Cancel'
export const close = 'Close'

export const toolbar = 'Selected products'
export const selectedCount = (count: number) => plural(count, { other: '# selected' })
export const allMatchingSelected = (total: number) =>
  plural(total, { one: 'The one that matches is selected', other: 'All # that match are selected' })
export const selectAllMatching = (total: number) => plural(total, { other: 'Select all # that match' })
export const tapToSelect = 'Tap products to select them'
export const clearSelection = 'Clear selection'
export const escapeKey = 'Esc'
export const offline = 'Not connected: nothing can be changed until the page is live again.'

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
    one: 'It counts again in the figures and in what to reorder.',
    other: 'They count again in the figures and in what to reorder.',
  })
export const deactivateMeans = (count: number) =>
  plural(count, {
    one: 'It stays, with its stock, but no longer counts in the figures or in what to reorder.',
    other: 'They stay, with their stock, but no longer count in the figures or in what to reorder.',
  })
export const deleteMeans = (count: number) =>
  plural(count, {
    one: 'Removed for everyone, with its picture and what is on hand. This cannot be undone.',
    other: 'Removed for everyone, with their pictures and what is on hand. This cannot be undone.',
  })
export const matchesNow = 'All that match the filters when this starts.'
export const andMore = (more: number) => plural(more, { other: 'and # more' })

export const notYours = (count: number) =>
  plural(count, {
    one: '# of them belongs to somebody else. It will be refused and listed.',
    other: '# of them belong to somebody else. They will be refused and listed.',
  })
export const maybeNotYours =
  'Only your own products can be changed. Those of others will be refused and listed.'

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
export const tooFew = 'Products with fewer on hand will be refused and listed; all others are changed.'

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
  stopMeans: 'You can stop at any time. What is done by then stays done.',
  endedWithRefused: 'All that could be changed is changed. These could not be:',
  stoppedAfter: (done: number, total: number) =>
    `${progress(done, total)} were done, and stay so. The others are as they were, but for a few that may have been on their way.`,
  brokenAfter: (done: number, total: number) =>
    `${progress(done, total)} are known to be done. Try again: what is done already is not done twice.`,
}
export const undoing = {
  stopMeans: 'You can stop at any time. What is undone by then stays undone.',
  endedWithRefused: 'All that could be undone is. These could not be:',
  stoppedAfter: (done: number, total: number) =>
    `${progress(done, total)} are undone. The others are still changed, but for a few that may have been on their way.`,
  brokenAfter: (done: number, total: number) =>
    `${progress(done, total)} are known to be undone. Try again: nothing is undone twice.`,
}

export const undo = 'Undo'
export const undoingTitle = 'Undoing'
export const nothingToUndo = 'Nothing was left to undo'
export const undone = 'Undone'
export const leftAlone = 'Left as it is'

export const changed = 'Changed'
export const unchanged = 'Already so'
export const refused = 'Refused'

export const finishedTitle = 'Finished'
export const stoppedTitle = 'Stopped'
export const brokenTitle = 'The connection was lost'
export const failedTitle = 'The server had to stop'
export const rejectedTitle = 'Nothing was changed'
export const stoppedAtStart =
  'It was stopped before the server had answered. A few may have been on their way.'
export const brokenAtStart = 'No answer came. Try again: what may be done already is not done twice.'
export const tryAgain = 'Try again'
export const goOn = 'Go on'

export const doneToast = (count: number) =>
  plural(count, { one: '# product changed', other: '# products changed' })
export const undoneToast = (count: number) =>
  plural(count, { one: 'Undone for # product', other: 'Undone for # products' })
export const deletedToast = (count: number) =>
  plural(count, { one: '# product deleted', other: '# products deleted' })
export const alreadySo = (count: number) =>
  plural(count, { one: '# was so already', other: '# were so already' })

export const refusedCaption = 'Refused products'
export const sku = 'SKU'
export const name = 'Name'
export const why = 'Reason'
export const goneProduct = (id: number) => `Product ${id}`
export const moreInFile = (count: number) =>
  plural(count, { other: 'and # more: copy or download the whole list' })
export const copy = 'Copy'
export const download = 'Download CSV'
export const copied = 'List copied'
export const notCopied = 'The browser did not let it be copied. Download it instead.'
export const fileName = 'refused-products.csv'
