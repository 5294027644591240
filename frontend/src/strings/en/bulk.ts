import { plural, t } from '@lingui/core/macro'
import { formatCount } from '@/lib/format'

/* Changing many products at once: the bar, its dialogs, the report. */

export const cancel = t`Cancel`
export const close = t`Close`

export const toolbar = t`Selected products`
export const selectedCount = (count: number) => plural(count, { other: '# selected' })
export const allMatchingSelected = (total: number) =>
  plural(total, { one: 'The only match is selected', other: 'All # matches are selected' })
export const selectAllMatching = (total: number) => plural(total, { other: 'Select all # matches' })
export const tapToSelect = t`Tap products to select them`
export const clearSelection = t`Clear selection`
export const escapeKey = t`Esc`
export const offline = t`Can’t reach the server. You can edit again once it’s back.`

export const adjust = t`Adjust`
export const adjustShort = t({ context: 'short', message: 'Adjust' })
export const setCategory = t`Set category`
export const setCategoryShort = t`Category`
export const activate = t`Activate`
export const deactivate = t`Deactivate`
export const remove = t`Delete`
export const labels = t`Print labels`
export const labelsShort = t`Labels`

export const adjustTitle = (count: number) =>
  plural(count, { one: 'Adjust the stock of # product', other: 'Adjust the stock of # products' })
export const categoryTitle = (count: number) =>
  plural(count, { one: 'Set the category of # product', other: 'Set the category of # products' })
export const activateTitle = (count: number) =>
  plural(count, { one: 'Activate # product?', other: 'Activate # products?' })
export const deactivateTitle = (count: number) =>
  plural(count, { one: 'Deactivate # product?', other: 'Deactivate # products?' })
export const deleteTitle = (count: number) =>
  plural(count, { one: 'Delete # product?', other: 'Delete # products?' })

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
    one: 'It will be removed for everyone, with its picture and stock. You can restore it from the trash.',
    other:
      'They will be removed for everyone, with their pictures and stock. You can restore them from the trash.',
  })
export const matchesNow = t`Everything that matches the filters when this starts.`
export const andMore = (more: number) => plural(more, { other: 'and # more' })

export const notYours = (count: number) =>
  plural(count, {
    one: '# belongs to someone else and will be skipped.',
    other: '# belong to other people and will be skipped.',
  })
export const maybeNotYours = t`You can only change your own products. Others will be skipped.`

export const direction = t`What to do`
export const add = t`Add`
export const take = t`Remove`
export const howMany = t`How many each`
export const reason = t`Reason`
export const note = t`Note`
export const addEach = (amount: number, count: number) => {
  const each = formatCount(amount)
  return plural(count, { one: `Add ${each} to # product`, other: `Add ${each} to # products` })
}
export const takeEach = (amount: number, count: number) => {
  const each = formatCount(amount)
  return plural(count, { one: `Remove ${each} from # product`, other: `Remove ${each} from # products` })
}
export const enterNumber = t`Enter a whole number, 1 or more.`
export const tooFew = t`Products with fewer on hand will be skipped.`

export const category = t`Category`
export const chooseCategory = t`Choose a category`
export const categoryMissing = t`Choose a category first.`

export const typeNumber = (count: number) => t`Type ${formatCount(count)} to confirm`
export const numberDiffers = (count: number) => t`That’s not ${formatCount(count)}.`
export const deleteThem = (count: number) =>
  plural(count, { one: 'Delete # product', other: 'Delete # products' })
export const deactivateThem = (count: number) =>
  plural(count, { one: 'Deactivate # product', other: 'Deactivate # products' })
export const activateThem = (count: number) =>
  plural(count, { one: 'Activate # product', other: 'Activate # products' })
export const setThem = (count: number) =>
  plural(count, { one: 'Set for # product', other: 'Set for # products' })

export const runningTitle = t`Changing products`
export const starting = t`Starting…`
export const progress = (done: number, total: number) => t`${formatCount(done)} of ${formatCount(total)}`
export const stop = t`Stop`
export const changing = {
  stopMeans: t`You can stop at any time. Changes made so far are kept.`,
  endedWithRefused: (changed: number, skipped: number) =>
    t`${formatCount(changed)} updated, ${formatCount(skipped)} skipped.`,
  stoppedAfter: (done: number, total: number) =>
    t`${formatCount(done)} of ${formatCount(total)} done and kept. The rest are unchanged, except for a few that may have been in progress.`,
  brokenAfter: (done: number, total: number) =>
    t`${formatCount(done)} of ${formatCount(total)} done. Try again: nothing is done twice.`,
}
export const undoing = {
  stopMeans: t`You can stop at any time. Changes undone so far stay undone.`,
  endedWithRefused: (undone: number, skipped: number) =>
    t`${formatCount(undone)} undone, ${formatCount(skipped)} skipped.`,
  stoppedAfter: (done: number, total: number) =>
    t`${formatCount(done)} of ${formatCount(total)} undone. The rest are still changed, except for a few that may have been in progress.`,
  brokenAfter: (done: number, total: number) =>
    t`${formatCount(done)} of ${formatCount(total)} undone. Try again: nothing is undone twice.`,
}

export const undo = t`Undo`
export const undoingTitle = t`Undoing`
export const nothingToUndo = t`Nothing left to undo`
export const undone = t`Undone`
export const leftAlone = t`Left as is`

export const changed = t`Changed`
export const unchanged = t`Unchanged`
export const refused = t`Skipped`

export const finishedTitle = t`Finished`
export const stoppedTitle = t`Stopped`
export const brokenTitle = t`Connection lost`
export const failedTitle = t`The server stopped`
export const rejectedTitle = t`Nothing was changed`
export const stoppedAtStart = t`Stopped before the server answered. A few changes may have gone through.`
export const brokenAtStart = t`The server didn’t answer. Try again: nothing is done twice.`
export const tryAgain = t`Try again`
export const goOn = t`Continue`

export const doneToast = (count: number) =>
  plural(count, { one: '# product updated', other: '# products updated' })
export const undoneToast = (count: number) =>
  plural(count, { one: 'Undid changes to # product', other: 'Undid changes to # products' })
export const deletedToast = (count: number) =>
  plural(count, { one: '# product deleted', other: '# products deleted' })
export const alreadySo = (count: number) => plural(count, { one: '# unchanged', other: '# unchanged' })

export const refusedCaption = t`Skipped products`
export const sku = t`SKU`
export const name = t`Name`
export const why = t`Reason`
export const goneProduct = (id: number) => t`Product ${id}`
export const moreInFile = (count: number) =>
  plural(count, { other: 'and # more. Copy or download the whole list.' })
export const copy = t`Copy`
export const download = t`Download CSV`
export const copied = t`List copied`
export const notCopied = t`The browser blocked copying. Download the list instead.`
export const fileName = t`skipped-products.csv`
