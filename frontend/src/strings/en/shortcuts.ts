import { t } from '@lingui/core/macro'

/* What each key does, by the name that `useShortcut` is given, and the sheet that lists them. */

export const labels = {
  search: t`Search products`,
  palette: t`Open the command palette`,
  nextRow: t`Next product`,
  previousRow: t`Previous product`,
  openRow: t`Open the product`,
  adjustRow: t`Adjust its stock`,
  selectRow: t`Select it`,
  addProduct: t`Add a product`,
  editProduct: t`Edit the product`,
  addAnother: t`Save, and add another product`,
  saveForm: t`Save the changes`,
  print: t`Print the list`,
  dismiss: t`Close, or clear the selection`,
  help: t`Show the shortcuts`,
}

export const title = t`Keyboard shortcuts`
export const hint = t`Shortcuts are off while you type.`
export const single = t`Single-key shortcuts`
export const singleHint = t`Turn off if they clash with assistive tech.`
export const scanner = t`No key needed for a barcode scanner: scan to open the product.`
