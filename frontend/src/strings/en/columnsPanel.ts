/* The choice of columns and row height. */

export const density = 'Row height'
export const densities = { comfortable: 'Comfortable', compact: 'Compact' } as const
export const columns = 'Columns'
export const asManyAsFit = 'Fit to width'
