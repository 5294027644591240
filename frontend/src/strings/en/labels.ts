import { plural, t } from '@lingui/core/macro'
import { formatCount } from '@/lib/format'
import { isolate } from '@/lib/isolate'

/* Printing labels: the dialog, its preview and its templates. */

const labelsOf = (count: number) => plural(count, { one: '# label', other: '# labels' })

export const title = (count: number) =>
  plural(count, { one: 'Print a label', other: 'Print labels for # products' })
export const blankTitle = t`Print blank labels`
export const blankLead = t`Each label has a new code that no product uses yet. Stick one on, scan it, and choose the product it belongs to.`

export const template = t`Template`
export const noTemplate = t`No template`
export const ownTemplates = t`Yours`
export const sharedTemplates = t`Shared`
export const saveChanges = t`Save changes`
export const saveTemplate = t`Save as template`
export const templateName = t`Name`
export const shareIt = t`Let everyone print with it`
export const save = t`Save`
export const cancel = t`Cancel`
export const deleteTemplate = t`Delete template`
export const deleteFor = (name: string) => t`Delete ${isolate(name)}?`
export const deleteMeans = t`Labels that are already printed keep working.`
export const templateSaved = (name: string) => t`${isolate(name)} saved`
export const templateDeleted = (name: string) => t`${isolate(name)} deleted`
export const nameMissing = t`Give the template a name.`

export const paper = t`Labels`
export const kinds = { A4: t`A4 sheets`, Letter: t`Letter sheets`, roll: t`Rolls` }
export const own = t`Own size…`
export const medium = (name: string, width: string, height: string, perPage: number) =>
  perPage > 1
    ? t`${isolate(name)} · ${width} × ${height} mm · ${formatCount(perPage)} a sheet`
    : t`${isolate(name)} · ${width} × ${height} mm`

export const ownKind = t`Kind`
export const ownKinds = { sheet: t`Sheet`, roll: t`Roll` }
export const numbers = {
  page_width: t`Page width`,
  page_height: t`Page height`,
  columns: t`Columns`,
  rows: t`Rows`,
  left: t`Left margin`,
  top: t`Top margin`,
  width: t`Label width`,
  height: t`Label height`,
  pitch_x: t`Across, label to label`,
  pitch_y: t`Down, label to label`,
}
export const ownHint = t`All in millimeters. “Label to label” is from one left or top edge to the next.`

export const arrangement = t`Layout`
export const arrangements = {
  left: t`Code beside text`,
  top: t`Code above text`,
  price: t`Large price`,
  code_only: t`Code only`,
}
export const code = t`Code`
export const codes = {
  auto: t`Automatic`,
  barcode: t`Barcode`,
  qr: t`QR code`,
  none: t({ message: 'None', context: 'code on a label' }),
}
export const codeHints = {
  auto: t`The barcode, or the SKU if there’s no barcode.`,
  barcode: t`The barcode, or the SKU if there’s no barcode.`,
  qr: t`Opens the product. Small, and phones read it without an app.`,
  none: t`Text only.`,
}
export const text = t`Text`
export const fields = {
  name: t`Name`,
  sku: t`SKU`,
  barcode: t`Barcode`,
  category: t`Category`,
  price: t`Price`,
  description: t`Description`,
}

export const copies = t`Copies`
export const copiesKinds = { one: t`One each`, many: t`Several each`, on_hand: t`As many as on hand` }
export const copiesEach = t`How many each`
export const howManyBlanks = t`How many`
export const numberFrom1 = (most: number) => t`Enter a whole number from 1 to ${formatCount(most)}.`

export const firstFree = t`First free label`
export const firstFreeHint = (perPage: number) => t`Click it on the sheet (${formatCount(perPage)} labels).`

export const printer = t`Printer`
export const resolution = t`Resolution`
export const dpi = (dots: number) => t`${dots} dpi`
export const usualDpi = (dots: number) => t`${dots} dpi (usual)`
export const shiftRight = t`Move right`
export const shiftDown = t`Move down`
export const shiftHint = t`In millimeters; negative numbers move left and up. Saved on this device for these labels.`
export const shiftProblem = t`Enter a number from −50 to 50.`
export const testPage = t`Test page`
export const testPageHint = t`Print it on plain paper and hold it against a sheet of labels.`

export const preview = t`Preview`
export const previewOf = t`The first label as it will be printed`
export const previewFailed = t`No preview`
export const useQr = t`Use a QR code`
export const drawing = t`Drawing the label…`

export const qrAddress = (address: string) => t`QR codes will open ${isolate(address)}.`
export const addressProblems = {
  localhost: t`Other devices can’t open this address. Ask an admin to set SITE_URL before you print.`,
  ip: t`This address may change with the network. Ask an admin to set SITE_URL before you print.`,
}

export const openPdf = t`Open PDF`
export const atFullSize = t`Print at 100%, without “fit to page”.`
export const share = t`Share…`
export const saveZpl = t`Save ZPL`
export const failed = t`Couldn’t print`
export const templateNotSaved = t`Couldn’t save the template`
export const templateNotDeleted = t`Couldn’t delete the template`
export const made = (count: number) => t`${labelsOf(count)} ready`
export const fileName = (day: string, type: string) => t`labels-${day}.${type}`

export const notices = {
  missing_letters: (letters: string) =>
    t`No font has ${isolate(letters)}. A question mark is printed instead.`,
  lines_left_out: (count: number) =>
    plural(count, {
      one: 'One label has no room for all its text.',
      other: '# labels have no room for all their text.',
    }),
  gone: (count: number) =>
    plural(count, { one: 'One product has been deleted.', other: '# products have been deleted.' }),
}
