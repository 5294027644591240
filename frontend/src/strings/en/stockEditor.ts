import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

export const title = (product: string) => t`Adjust the stock of ${isolate(product)}`
export const whatToDo = t`What to do`
export const add = t`Add`
export const remove = t`Remove`
export const set = t`Set to`
export const submitAdd = (amount: string) => t`Add ${amount}`
export const submitRemove = (amount: string) => t`Remove ${amount}`
export const submitSet = (amount: string) => t`Set to ${amount}`
export const howMany = t`How many`
export const numberOnHand = t`Number on hand`
export const nowOnHand = t`On hand: now`
export const becomes = t`then`
export const becomesOnHand = (now: string, then: string) => t`On hand: now ${now}, then ${then}`
export const reason = t`Reason`
export const note = t`Note`

export const save = t`Save`
export const more = t`More…`
export const signs = t`+5 adds, −3 removes`

export const atLeastOne = t`Enter at least 1.`
export const onlyOnHand = (count: string) => t`Only ${count} on hand.`
export const gone = t`This product was deleted.`
export const noAnswer = t`The server didn’t answer. Try again: it’s only recorded once.`
export const nothingChanged = (why: string) => t`${why} Nothing was changed.`

export const movedTo = (count: string) => t`Now ${count}`
export const movedToBy = (count: string, movement: string) => t`Now ${count} · ${movement}`
export const wasWhenOpened = (count: string) => t`It was ${count} when you opened this.`

export const staleTitle = t`Which count is right?`
/** `who`: null where nobody knows. */
export const staleQuestion = (who: string | null, count: string) =>
  t`${who ? isolate(who) : someone} changed this to ${count} while you were editing. Nothing has been saved.`
export const staleByYou = (count: string) =>
  t`You changed this to ${count} in another window. Nothing has been saved.`
const someone = t`Someone`
export const keep = (count: string) => t`Keep ${count}`
export const addDifference = (delta: string, result: string) => t`Apply my ${delta} instead (${result})`
export const setAnyway = (count: string) => t`Set to ${count} anyway`
export const youSaw = t`You saw`
export const youEntered = t`You entered`
export const nowIs = t`Now on hand`
export const changed = t`Changed`
