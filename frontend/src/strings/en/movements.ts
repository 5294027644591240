import { isolate } from '@/lib/isolate'
import { plural } from '@/lib/plural'

export const title = 'Movements'
export const count = (total: number) => plural(total, { one: '# movement', other: '# movements' })
export const loading = 'Loading movements'
export const failed = 'The movements could not be loaded'
export const forbidden = 'You may not see these movements'
export const noMatch = 'No movement matches'
export const noMatchHint = 'Nothing was recorded that fits these filters together.'
export const none = 'Nothing has moved yet'
export const noneHint = 'Whatever comes in or goes out is recorded here, with who did it and why.'
export const showOlder = 'Show older'
export const olderFailed = 'The older movements could not be loaded.'
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
export const anybody = 'Anybody'
export const whoHint = 'The exact username of who moved it'
export const from = 'From'
export const to = 'To'
export const oneProduct = 'One product'
export const oneProductLetGo = 'One product, show all products'
export const filterAndExport = 'Filter and export'

export const exportWord = 'Export'
export const exportAsCsv = 'Export as CSV'
export const exportHint = (limit: string) => `The movements shown, as a CSV file of at most ${limit} rows`
export const exported = (total: number) =>
  plural(total, { one: '# movement saved as CSV', other: '# movements saved as CSV' })
export const exportedNewest = (limit: number) =>
  plural(limit, { one: 'Saved the newest # movement', other: 'Saved the newest # movements' })
export const exportRest = (rest: number) =>
  plural(rest, {
    one: '# older one is not in the file. Export it with a date range.',
    other: '# older ones are not in the file. Export them with a date range.',
  })
export const exportFailed = 'The export failed'
export const nothingSaved = (why: string) => `${why} Nothing was saved.`

export const revert = 'Revert'
export const revertOf = (delta: string, product: string) => `Revert ${delta} of ${isolate(product)}`
