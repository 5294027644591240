import { isolate } from '@/lib/isolate'

/* What is said after stock was changed, or was not. */

export const recorded = (product: string, delta: string) => `${isolate(product)} ${delta}`
export const recordedAs = (reason: string, onHand: string) => `${reason} · ${onHand} on hand`
export const undo = 'Undo'
export const reasonOf = (product: string) => `Reason for ${isolate(product)}`
export const reasonCorrected = 'Reason corrected'
export const notCorrected = (product: string) => `The reason for ${isolate(product)} wasn’t changed`
export const undoneOnly = (product: string, delta: string) =>
  `${isolate(product)} ${delta} was undone, but not recorded again`
export const undone = (product: string, delta: string) => `${isolate(product)} ${delta} undone`
/** After a reason. */
export const dotOnHand = (count: string) => `· ${count} on hand`
export const onHand = (count: string) => `${count} on hand`
export const notUndone = (product: string, delta: string) => `${isolate(product)} ${delta} wasn’t undone`
export const staysRecorded = (why: string) => `${why} The history is unchanged.`
export const tryAgain = 'Try again'

export const refused = (product: string, delta: string) => `${isolate(product)}: ${delta} wasn’t recorded`
export const rowIsBack = (why: string) => `${why} The row shows the server’s number again.`
export const unconfirmed = (product: string, delta: string) => `${isolate(product)}: ${delta} isn’t confirmed`
export const unconfirmedAdvice = 'The server didn’t answer. Send it again: it’s only recorded once.'
export const sendAgain = 'Send again'

export const onlyOnHandNow = (count: string) => `Only ${count} on hand now.`
export const notEnough = 'There isn’t enough on hand.'
export const tooMuch = 'That’s more than we can count.'
export const alreadyReverted = 'It’s already been reverted.'
export const productDeleted = 'The product was deleted.'
export const nothingToRevert = 'It changed nothing, and there’s nothing to revert.'
export const notAllowed = 'Only the owner and stock keepers can change this stock.'
