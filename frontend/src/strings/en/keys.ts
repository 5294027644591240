/* How keys are printed. */

export const enter = 'Enter'
export const esc = 'Esc'
export const ctrl = 'Ctrl'
export const command = '⌘'
