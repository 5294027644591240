import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The first step of an import: how the file is read, and which column is what. */

export const heading = t`What’s in each column?`
export const lead = t`These are the first rows of your file. Choose what each column holds.`

export const fields: Record<string, string> = {
  id: t`Product ID`,
  sku: t`SKU`,
  barcode: t`Barcode`,
  name: t`Name`,
  description: t`Description`,
  category: t`Category`,
  price: t`Price`,
  reorder_level: t`Reorder at`,
  is_active: t`Active`,
  quantity: t`Stock of new products`,
  expected: t`Expected`,
  counted: t`Counted`,
  change: t`Change`,
  reason: t`Reason`,
  note: t`Note`,
  counted_at: t`Counted on`,
  version: t`Version (not imported)`,
  owner: t`Owner (not imported)`,
}
/** In a count the name only helps people to read the sheet. */
export const nameOfCount = t`Name (not imported)`
/** Of a cell that would change. */
export const stock = t`Stock`

export const reading = t`How the file is read`
export const encoding = t`Encoding`
export const encodings: Record<string, string> = {
  'utf-8': t`Unicode (UTF-8)`,
  'utf-16': t`Unicode (UTF-16)`,
  'windows-1252': t`Western (Windows-1252)`,
  'windows-1250': t`Central European (Windows-1250)`,
  'windows-1251': t`Cyrillic (Windows-1251)`,
  macintosh: t`Mac (MacRoman)`,
}
export const delimiter = t`Separator`
export const delimiters: Record<string, string> = {
  ',': t`Comma ,`,
  ';': t`Semicolon ;`,
  '\t': t`Tab`,
  '|': t`Bar |`,
}
export const sheet = t`Sheet`
export const headings = t`Headings`
export const headingRow = (row: number) => t`Row ${row}`
export const noHeadings = t`None`
export const makeHeadings = (row: number) => t`Use row ${row} as headings`

export const rowNumber = t`Row`
export const columnIs = (letter: string, heading: string) => t`Column ${letter}, “${isolate(heading)}”`
export const ignore = t`Don’t import`
export const samples = t`For example`
export const filled = (count: number) => plural(count, { one: '# cell filled', other: '# cells filled' })
export const decimalOf = (heading: string) => t`Decimals in “${isolate(heading)}”`
export const decimals = { '.': '1,234.56', ',': '1.234,56' }
export const decimalUnknown = t`Choose…`
export const datesOf = (heading: string) => t`Dates in “${isolate(heading)}”`
export const dateOrders = { dmy: t`Day first: 24/11/2026`, mdy: t`Month first: 11/24/2026` }
export const clearEmpty = t`Empty cells clear it`
export const clearEmptyOf = (heading: string) => t`Empty cells in “${isolate(heading)}” clear the field`

export const isTextRight = t`Which of these is right?`
export const isTextRightWhy = t`The file doesn’t say which encoding it uses. Choose the line that looks right.`
export const howMuch = (heading: string) => t`How should “${isolate(heading)}” be read?`
export const howMuchWhy = t`These numbers can be read in two ways, and nothing else in the column settles it.`
export const whichDay = (heading: string) => t`How should the dates in “${isolate(heading)}” be read?`
export const whichDayWhy = t`These dates can be read in two ways, and nothing else in the column settles it.`
export const readAs = (text: string, value: string) => t`${text} is ${value}`

export const matching = t`What happens to the rows`
export const match = t`Find products by`
export const matches = {
  sku_barcode: t`SKU, then barcode`,
  barcode_sku: t`Barcode, then SKU`,
  sku: t`SKU only`,
  barcode: t`Barcode only`,
  id: t`Product ID only`,
}
export const onNew = t`New products`
export const onNewOptions = { create: t`Add them`, skip: t`Skip them`, refuse: t`Hold them` }
export const onMatch = t`Existing products`
export const onMatchOptions = { update: t`Update them`, skip: t`Skip them`, refuse: t`Hold them` }
export const categoryDefault = t`Category if the file has none`
export const noDefault = t`None: hold the row`
export const neverDeletes = t`An import never deletes products. Empty cells change nothing unless you say so.`

export const nothingMapped = t`Choose what’s in at least one column.`
export const keyMissing = t`Choose the column with the SKU or the barcode.`
export const countMissing = t`Choose the column that holds the count or the change.`
export const rowsLeftOut = t`The sheet has a gap of more than 1,000 empty rows. Rows after it aren’t imported.`
export const noKey = t`No column has a SKU or a barcode. Every row will be a new product.`
export const neededMissing = (fields: string) =>
  t`New products need ${fields}. Rows that match no product will be held.`

export const check = (rows: number) => plural(rows, { one: 'Check # row', other: 'Check # rows' })
export const checkMeans = t`Nothing changes yet.`
export const notChanged = t`Couldn’t apply that choice`
