import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* What is said after stock was changed, or was not. */

export const recorded = (product: string, delta: string) => `${isolate(product)} ${delta}`
export const recordedAs = (reason: string, onHand: string) => t`${reason} · ${onHand} on hand`
export const undo = t`Undo`
export const reasonOf = (product: string) => t`Reason for ${isolate(product)}`
export const reasonCorrected = t`Reason corrected`
export const notCorrected = (product: string) => t`The reason for ${isolate(product)} wasn’t changed`
export const notConfirmed = (product: string) => t`The new reason for ${isolate(product)} isn’t confirmed`
export const maybeHalf = t`The server didn’t answer. The change may be half done: send it again, and it’s only recorded once.`
export const undoneOnly = (product: string, delta: string) =>
  t`${isolate(product)} ${delta} was undone, but not recorded again`
export const undone = (product: string, delta: string) => t`${isolate(product)} ${delta} undone`
/** After a reason. */
export const dotOnHand = (count: string) => t`· ${count} on hand`
export const onHand = (count: string) => t`${count} on hand`
export const notUndone = (product: string, delta: string) => t`${isolate(product)} ${delta} wasn’t undone`
export const undoUnconfirmed = (product: string, delta: string) =>
  t`${isolate(product)} ${delta}: the undo isn’t confirmed`
export const staysRecorded = (why: string) => t`${why} The history is unchanged.`

export const refused = (product: string, delta: string) => t`${isolate(product)}: ${delta} wasn’t recorded`
export const rowIsBack = (why: string) => t`${why} The row shows the saved number again.`
export const unconfirmed = (product: string, delta: string) =>
  t`${isolate(product)}: ${delta} isn’t confirmed`
export const unconfirmedAdvice = t`The server didn’t answer. Send it again: it’s only recorded once.`
export const sendAgain = t`Send again`

export const onlyOnHandNow = (count: string) => t`Only ${count} on hand now.`
export const notEnough = t`There isn’t enough on hand.`
export const tooMuch = t`That’s more than we can count.`
export const alreadyReverted = t`This has already been reverted.`
export const productDeleted = t`The product was deleted.`
export const nothingToRevert = t`This changed nothing. There’s nothing to revert.`
export const notAllowed = t`Only the owner and people who can change all stock, such as managers and admins, can do this.`
