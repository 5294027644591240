/* How keys are printed. */

export const enter = 'Enter'
export const escape = 'Esc'
export const ctrl = 'Ctrl'
export const command = '⌘'
