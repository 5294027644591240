import { plural } from '@/lib/plural'

export const title = 'Export'
export const asXlsx = 'Excel'
export const xlsxHint = 'All products of this list, as .xlsx'
export const asCsv = 'CSV'
export const csvHint = 'The same, as plain text'
export const countSheet = 'Count sheet'
export const countSheetHint = 'With a blank column to count with'
export const exported = (total: number) =>
  plural(total, { one: '# product exported', other: '# products exported' })
export const failed = 'Couldn’t export'
export const nothingSaved = (why: string) => `${why} Nothing was saved.`
