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
export const hint = 'Shortcuts are off while you type.'
export const single = 'Single-key shortcuts'
export const singleHint = 'Turn off if they clash with assistive tech.'
export const scanner = 'No key needed for a barcode scanner: scan to open the product.'
