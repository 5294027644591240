import { useSyncExternalStore } from 'react'
import { offeredReasons } from '@/lib/offeredReasons'
import { shownUserId } from '@/lib/session'
import { useStore } from '@/lib/store'
import { stored } from '@/lib/stored'
import type { ChosenReason } from './types'

/* The reasons that − and + in the lists record: a sale and a delivery, or what a person chose instead in this browser. */

export type Sign = 'add' | 'remove'

/** What people may say of a movement, by its direction. The first is where a new form starts. */
const REASONS_FOR: Record<Sign | 'set', ChosenReason[]> = {
  add: ['receive', 'return', 'correction'],
  remove: ['sale', 'damage', 'loss', 'correction'],
  set: ['count', 'correction'],
}

/** Those that a place may leave out. To count and to correct is always possible. */
export const OPTIONAL_REASONS = ['receive', 'return', 'sale', 'damage', 'loss'] as const
const optional: readonly ChosenReason[] = OPTIONAL_REASONS

/** Those that this place offers. */
export function reasonsFor(mode: Sign | 'set'): ChosenReason[] {
  const offered = offeredReasons.get()
  return REASONS_FOR[mode].filter(
    (reason) => offered === null || offered.includes(reason) || !optional.includes(reason),
  )
}

export function firstReason(mode: Sign | 'set'): ChosenReason {
  return reasonsFor(mode)[0] ?? 'correction'
}

export function useReasonsFor(mode: Sign | 'set'): ChosenReason[] {
  useStore(offeredReasons)
  return reasonsFor(mode)
}

/** What is most often meant. What is used is counted from sales: a correction would hide it from the reorder list. */
const QUICK: Record<Sign, ChosenReason> = { add: 'receive', remove: 'sale' }

const quick = stored<string | null>('lr.quick-reason', { parse: (text) => text, print: (reason) => reason })

/** Each person's own: whoever signs in next starts with the usual ones. */
const keyOf = (sign: Sign) => `${shownUserId()}.${sign}`

export function getQuickReason(sign: Sign): ChosenReason {
  const chosen = quick.get(keyOf(sign)) ?? QUICK[sign]
  return reasonsFor(sign).find((reason) => reason === chosen) ?? firstReason(sign)
}

export function setQuickReason(sign: Sign, reason: ChosenReason): void {
  quick.set(reason, keyOf(sign))
}

/** What − or + records. */
export function useQuickReason(sign: Sign): ChosenReason {
  useStore(offeredReasons)
  return useSyncExternalStore(quick.subscribe, () => getQuickReason(sign))
}
