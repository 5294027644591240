import type { Reason } from './types'

/* The reasons that − and + in the lists record. `correction` claims nothing; another is chosen, and kept for the session. */

export type Sign = 'add' | 'remove'

/** What people may say of a movement, by its direction. The first is where a new form starts. */
export const REASONS_FOR: Record<Sign | 'set', Reason[]> = {
  add: ['receive', 'return', 'correction'],
  remove: ['sale', 'damage', 'loss', 'correction'],
  set: ['count', 'correction'],
}

const STORAGE_KEYS: Record<Sign, string> = {
  add: 'lr.quick-reason.add',
  remove: 'lr.quick-reason.remove',
}
const listeners = new Set<() => void>()

export function getQuickReason(sign: Sign): Reason {
  const stored = sessionStorage.getItem(STORAGE_KEYS[sign])
  return REASONS_FOR[sign].find((reason) => reason === stored) ?? 'correction'
}

export function setQuickReason(sign: Sign, reason: Reason): void {
  sessionStorage.setItem(STORAGE_KEYS[sign], reason)
  for (const listener of listeners) listener()
}

export function subscribeToQuickReasons(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
