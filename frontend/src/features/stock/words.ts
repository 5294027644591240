import { formatCount } from '@/lib/format'
import type { Movement, Reason } from './types'

const REASONS: Record<Reason, string> = {
  initial: 'initial stock',
  receive: 'received',
  sale: 'sale',
  return: 'return',
  damage: 'damage',
  loss: 'loss',
  count: 'count',
  correction: 'correction',
  revert: 'revert',
}

/** A reason as it reads in a line; one of a later server reads as its code. */
export function reasonWord(reason: string): string {
  return REASONS[reason as Reason] ?? reason
}

export function reasonLabel(reason: string): string {
  const word = reasonWord(reason)
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** "−3", "+12", "0": with a true minus, which is as wide as the plus. */
export function formatDelta(delta: number): string {
  if (delta === 0) return '0'
  return `${delta > 0 ? '+' : '−'}${formatCount(Math.abs(delta))}`
}

/** Who moved it: a person, or the part of the system that did it when nobody was signed in. */
export function actorName({ actor, source }: { actor: string | null; source: string }): string {
  if (actor) return actor
  return source === 'command' ? 'Command' : source === 'admin' ? 'Admin' : 'System'
}

type Told = Pick<Movement, 'delta' | 'actor'> & { reason: string; source: string }

/** "−3 sale · ana" */
export function movementWords(movement: Told): string {
  return `${formatDelta(movement.delta)} ${reasonWord(movement.reason)} · ${actorName(movement)}`
}
