import { endWithSession } from '@/lib/session'
import { stored } from '@/lib/stored'
import type { ChosenReason } from './types'

/* The reasons that − and + in the lists record: a sale and a delivery, or what was chosen instead, for the session. */

export type Sign = 'add' | 'remove'

/** What people may say of a movement, by its direction. The first is where a new form starts. */
export const REASONS_FOR: Record<Sign | 'set', ChosenReason[]> = {
  add: ['receive', 'return', 'correction'],
  remove: ['sale', 'damage', 'loss', 'correction'],
  set: ['count', 'correction'],
}

/** What is most often meant. What is used is counted from sales: a correction would hide it from the reorder list. */
const QUICK: Record<Sign, ChosenReason> = { add: 'receive', remove: 'sale' }

const quick = stored<string | null>('lr.quick-reason', { parse: (text) => text, print: (reason) => reason })

// Whoever signs in next starts with the usual ones.
endWithSession(() => {
  quick.remove('add')
  quick.remove('remove')
})

export function getQuickReason(sign: Sign): ChosenReason {
  const chosen = quick.get(sign)
  return REASONS_FOR[sign].find((reason) => reason === chosen) ?? QUICK[sign]
}

export function setQuickReason(sign: Sign, reason: ChosenReason): void {
  quick.set(reason, sign)
}

export const subscribeToQuickReasons = quick.subscribe
