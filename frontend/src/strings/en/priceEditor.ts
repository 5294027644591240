import { isolate } from '@/lib/isolate'

/* Changing a price in its row. */
export const editorOf = (name: string) => `Change the price of ${isolate(name)}`
export const price = 'Price'
export const keys = 'Enter saves, Esc cancels'
export const saving = 'Saving…'
export const gone = 'This product was deleted.'
export const nowIs = (price: string) => `Now ${price}`
export const wasBefore = (price: string) => `; it was ${price} when you opened this.`
export const noAnswer = 'The server didn’t answer. Press Enter to try again.'

export const staleTitle = 'Which price is right?'
export const staleMeans = (price: string) =>
  `Someone changed this to ${price} while you were editing. Nothing has been saved.`
export const youSaw = 'You saw'
export const youEntered = 'You entered'
export const nowOnServer = 'Now'
export const keepTheirs = (price: string) => `Keep ${price}`
export const setMine = (price: string) => `Set to ${price} anyway`
