/* What each key does, by the name that `useShortcut` is given, and the sheet that lists them. */

export const labels = {
  search: 'Search products',
  palette: 'Open the command palette',
  nextRow: 'Next product',
  previousRow: 'Previous product',
  openRow: 'Open the product',
  adjustRow: 'Adjust its stock',
  selectRow: 'Select it',
  addProduct: 'Add a product',
  editProduct: 'Edit the product',
  dismiss: 'Close, or clear the selection',
  help: 'Show the shortcuts',
}

export const title = 'Keyboard shortcuts'
export const hint = 'They rest while you type and while a dialog is open. In the list there are more.'
export const single = 'Single-key shortcuts'
export const singleHint = 'Off: a letter or sign alone does nothing.'
export const scanner = 'A barcode scanner needs no key: scan, and the product opens.'
