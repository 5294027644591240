/* Words that many screens share. */

export const cancel = 'Cancel'
export const close = 'Close'
export const retry = 'Retry'
export const optional = 'Optional'
