import { isolate } from '@/lib/isolate'

/* What is said after stock was changed, or was not. */

export const recorded = (product: string, delta: string) => `${isolate(product)} ${delta}`
export const recordedAs = (reason: string, onHand: string) => `${reason} · ${onHand} on hand`
export const undo = 'Undo'
export const undone = (product: string, delta: string) => `${isolate(product)} ${delta} undone`
export const onHand = (count: string) => `${count} on hand`
export const notUndone = (product: string, delta: string) => `${isolate(product)} ${delta} was not undone`
export const staysRecorded = (why: string) => `${why} It stays in the ledger as it was.`
export const tryAgain = 'Try again'

export const refused = (product: string, delta: string) => `${isolate(product)}: ${delta} was not recorded`
export const rowIsBack = (why: string) => `${why} The row shows the number on the server again.`
export const unconfirmed = (product: string, delta: string) =>
  `${isolate(product)}: ${delta} is not confirmed`
export const unconfirmedAdvice =
  'The server did not answer. Send it again: it counts once, even if it had arrived.'
export const sendAgain = 'Send again'

export const onlyOnHandNow = (count: string) => `Only ${count} on hand now.`
export const notEnough = 'There is not enough on hand for it.'
export const tooMuch = 'That is more than can be counted.'
export const alreadyReverted = 'Somebody has reverted it already.'
export const productDeleted = 'The product was deleted.'
export const nothingToRevert = 'It changed nothing, so there is nothing to revert.'
export const notAllowed = 'Only its owner and stock keepers may change this stock.'
