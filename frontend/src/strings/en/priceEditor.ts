import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Changing a price in its row. */
export const editorOf = (name: string) => t`Change the price of ${isolate(name)}`
export const price = t`Price`
export const keys = t`Enter saves, Esc cancels`
export const saving = t`Saving…`
export const gone = t`This product was deleted.`
export const nowIs = (price: string) => t`Now ${price}`
export const wasBefore = (price: string) => t`; it was ${price} when you opened this.`
export const notSaved = (product: string, price: string) => t`${isolate(product)}: ${price} wasn’t saved`
export const unanswered = t`The server didn’t answer.`
export const noAnswer = t`The server didn’t answer. Press Enter to try again.`

export const staleTitle = t`Which price is right?`
/** `who`: null where nobody knows. */
export const staleMeans = (who: string | null, price: string) =>
  t`${who ? isolate(who) : someone} changed this to ${price} while you were editing. Nothing has been saved.`
export const staleByYou = (price: string) =>
  t`You changed this to ${price} in another window. Nothing has been saved.`
const someone = t`Someone`
export const youSaw = t`You saw`
export const youEntered = t`You entered`
export const nowOnServer = t`Now`
export const keepTheirs = (price: string) => t`Keep ${price}`
export const setMine = (price: string) => t`Set to ${price} anyway`
