import { plural, t } from '@lingui/core/macro'

export const title = t`Export`
export const asXlsx = t`Excel`
export const xlsxHint = t`All products in this list, as .xlsx`
export const asCsv = t`CSV`
export const csvHint = t`The same, as plain text`
export const countSheet = t`Count sheet`
export const countSheetHint = t`With a blank column for your counts`
export const selectProducts = t`Select products`
export const selectHint = t`To change several at once`
export const asOf = t`As of…`
export const asOfHint = t`The list at an earlier time`
export const importFile = t`Import…`
export const importHint = t`Products or a stock count, from a spreadsheet`
export const exported = (total: number) =>
  plural(total, { one: '# product exported', other: '# products exported' })
export const failed = t`Couldn’t export`
export const nothingSaved = (why: string) => t`${why} Nothing was saved.`
