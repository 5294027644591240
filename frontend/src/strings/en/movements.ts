import { isolate } from '@/lib/isolate'
import { plural } from '@/lib/plural'

export const title = 'History'
export const count = (total: number) => plural(total, { one: '# movement', other: '# movements' })
export const loading = 'Loading the history'
export const failed = 'Couldn’t load the history'
export const forbidden = 'You don’t have access to this history'
export const noMatch = 'No matches'
export const noMatchHint = 'No movements match these filters. Remove one, or clear them all.'
export const none = 'No movements yet'
export const noneHint = 'Everything that comes in or goes out appears here, with who changed it and why.'
export const showOlder = 'Show older'
export const olderFailed = 'Couldn’t load older movements.'
export const showNew = (waiting: number) => plural(waiting, { one: '# new · show', other: '# new · show' })

export const when = 'When'
export const product = 'Product'
export const change = 'Change'
export const onHand = 'On hand'
export const onHandUnit = 'on hand'
export const onHandCount = (balance: string) => `${balance} on hand`
export const reason = 'Reason'
export const note = 'Note'
export const who = 'Who'
export const actions = 'Actions'
export const reverted = 'Reverted'
export const deleted = 'deleted'
export const takenBackBy = (delta: string) => `by ${delta}`
export const takesBack = (delta: string) => `of ${delta}`
export const showThat = (reference: string) => `${reference}, show that movement`

export const searchLabel = 'Search movements by product'
export const searchHint = 'Product name or SKU'
export const reasons = 'Reasons'
export const reasonIs = 'Reason:'
export const allReasons = 'All reasons'
export const anybody = 'Anyone'
export const whoHint = 'The username of the person who moved it'
export const from = 'From'
export const to = 'To'
export const oneProduct = 'One product'
export const oneProductLetGo = 'One product, show all products'
export const filterAndExport = 'Filter and export'

export const exportWord = 'Export'
export const exportAsCsv = 'Export as CSV'
export const exportHint = (limit: string) => `Exports these movements as a CSV file, up to ${limit} rows`
export const exported = (total: number) =>
  plural(total, { one: '# movement saved as CSV', other: '# movements saved as CSV' })
export const exportedNewest = (limit: number) =>
  plural(limit, { one: 'Saved the newest # movement', other: 'Saved the newest # movements' })
export const exportRest = (rest: number) =>
  plural(rest, {
    one: '# older one isn’t in the file. Use a date range to export it.',
    other: '# older ones aren’t in the file. Use a date range to export them.',
  })
export const exportFailed = 'Couldn’t export'
export const nothingSaved = (why: string) => `${why} Nothing was saved.`

export const revert = 'Revert'
export const revertOf = (delta: string, product: string) => `Revert ${delta} of ${isolate(product)}`
