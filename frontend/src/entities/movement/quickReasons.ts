import { endWithSession } from '@/lib/session'
import { stored } from '@/lib/stored'
import type { Reason } from './types'

/* The reasons that − and + in the lists record. `correction` claims nothing; another is chosen, and kept for the session. */

export type Sign = 'add' | 'remove'

/** What people may say of a movement, by its direction. The first is where a new form starts. */
export const REASONS_FOR: Record<Sign | 'set', Reason[]> = {
  add: ['receive', 'return', 'correction'],
  remove: ['sale', 'damage', 'loss', 'correction'],
  set: ['count', 'correction'],
}

const quick = stored<string | null>('lr.quick-reason', { parse: (text) => text, print: (reason) => reason })

// Whoever signs in next starts with reasons that claim nothing.
endWithSession(() => {
  quick.remove('add')
  quick.remove('remove')
})

export function getQuickReason(sign: Sign): Reason {
  const chosen = quick.get(sign)
  return REASONS_FOR[sign].find((reason) => reason === chosen) ?? 'correction'
}

export function setQuickReason(sign: Sign, reason: Reason): void {
  quick.set(reason, sign)
}

export const subscribeToQuickReasons = quick.subscribe
