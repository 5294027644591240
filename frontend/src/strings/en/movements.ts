import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

export const title = t`History`
export const count = (total: number) => plural(total, { one: '# movement', other: '# movements' })
export const loading = t`Loading the history`
export const failed = t`Couldn’t load the history`
export const forbidden = t`You don’t have access to this history`
export const noMatch = t`No matches`
export const noMatchHint = t`No movements match these filters. Remove one, or clear them all.`
export const none = t`No movements yet`
export const noneHint = t`Everything that comes in or goes out appears here, with who changed it and why.`
export const showOlder = t`Show older`
export const showNew = (waiting: number) => plural(waiting, { one: '# new · show', other: '# new · show' })

export const when = t`When`
export const product = t`Product`
export const change = t`Change`
export const onHand = t`On hand`
export const onHandUnit = t`on hand`
export const onHandCount = (balance: string) => t`${balance} on hand`
export const reason = t`Reason`
export const note = t`Note`
export const who = t`Who`
export const actions = t`Actions`
export const reverted = t`Reverted`
export const revertOfDelta = (delta: string) => t`Revert of ${delta}`
export const products = (count: number) => plural(count, { one: '# product', other: '# products' })
export const onProducts = (delta: string, count: number) =>
  plural(count, { one: `${delta} on # product`, other: `${delta} on # products` })
export const deleted = t`deleted`
export const takenBackBy = (delta: string) => t`by ${delta}`
export const takesBack = (delta: string) => t`of ${delta}`
export const showThat = (reference: string) => t`${reference}, show that movement`

export const searchLabel = t`Search movements by product`
export const searchHint = t`Product name or SKU`
export const reasons = t`Reasons`
export const reasonIs = t`Reason:`
export const allReasons = t`All reasons`
export const anybody = t`Anyone`
export const from = t`From`
export const to = t`To`
export const oneProduct = t`One product`
export const oneProductLetGo = t`One product, show all products`
export const filterAndExport = t`Filter and export`

export const exportWord = t`Export`
export const exportAsCsv = t`Export as CSV`
export const exportHint = (limit: string) => t`Exports these movements as a CSV file, up to ${limit} rows`
export const exported = (total: number) =>
  plural(total, { one: '# movement saved as CSV', other: '# movements saved as CSV' })
export const exportedNewest = (limit: number) =>
  plural(limit, { one: 'Saved the newest # movement', other: 'Saved the newest # movements' })
export const exportRest = (rest: number) =>
  plural(rest, {
    one: '# older one isn’t in the file. Use a date range to export it.',
    other: '# older ones aren’t in the file. Use a date range to export them.',
  })
export const exportFailed = t`Couldn’t export`
export const nothingSaved = (why: string) => t`${why} Nothing was saved.`

/** A tooltip: "Revert −3 · Sale". */
export const takeBack = (delta: string, reason: string) => t`Revert ${delta} · ${reason}`
export const revertOf = (delta: string, product: string) => t`Revert ${delta} of ${isolate(product)}`
