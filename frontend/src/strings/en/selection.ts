/* The check boxes of the lists. */
export const selectProduct = (name: string) => `Select ${name}`
export const selectLoaded = 'Select all loaded products'
