import { isolate } from '@/lib/isolate'

export const title = (product: string) => `Change the stock of ${isolate(product)}`
export const whatToDo = 'What to do'
export const add = 'Add'
export const remove = 'Remove'
export const set = 'Set to'
export const submitAdd = (amount: string) => `Add ${amount}`
export const submitRemove = (amount: string) => `Remove ${amount}`
export const submitSet = (amount: string) => `Set to ${amount}`
export const howMany = 'How many'
export const numberOnHand = 'Number on hand'
export const nowOnHand = 'On hand: now'
export const becomes = 'then'
export const becomesOnHand = (now: string, then: string) => `On hand: now ${now}, then ${then}`
export const reason = 'Reason'
export const note = 'Note'

export const save = 'Save'
export const more = 'More…'
export const signs = '+5 adds, −3 removes'

export const atLeastOne = 'Enter at least 1.'
export const onlyOnHand = (count: string) => `Only ${count} on hand.`
export const gone = 'This product was deleted.'
export const noAnswer = 'The server didn’t answer. Try again: it’s only recorded once.'
export const nothingChanged = (why: string) => `${why} Nothing was changed.`

export const movedTo = (count: string) => `Now ${count}`
export const movedToBy = (count: string, movement: string) => `Now ${count} · ${movement}`
export const wasWhenOpened = (count: string) => `It was ${count} when you opened this.`

export const quickReasons = 'Quick buttons'
export const minusReason = 'Quick − records as'
export const plusReason = 'Quick + records as'

export const staleTitle = 'Which count is right?'
/** `who`: null where nobody knows. */
export const staleQuestion = (who: string | null, count: string) =>
  `${who ? isolate(who) : someone} changed this to ${count} while you were editing. Nothing has been saved.`
export const staleByYou = (count: string) =>
  `You changed this to ${count} in another window. Nothing has been saved.`
const someone = 'Someone'
export const keep = (count: string) => `Keep ${count}`
export const addDifference = (delta: string, result: string) => `Apply my ${delta} instead (${result})`
export const setAnyway = (count: string) => `Set to ${count} anyway`
export const youSaw = 'You saw'
export const youEntered = 'You entered'
export const nowIs = 'Now on hand'
export const changed = 'Changed'
