import { formatCount } from '@/lib/format'
import { leftToRight } from '@/lib/isolate'
import * as text from '@/strings/stock'
import type { Movement, Reason } from './types'

/** A reason as it reads in a line; one of a later server reads as its code. */
export function reasonWord(reason: string): string {
  return text.reasons[reason as Reason] ?? reason
}

export function reasonLabel(reason: string): string {
  const word = reasonWord(reason)
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** "−3", "+12", "0": with a true minus, which is as wide as the plus. */
export function formatDelta(delta: number): string {
  if (delta === 0) return formatCount(0)
  return leftToRight(`${delta > 0 ? '+' : '−'}${formatCount(Math.abs(delta))}`)
}

interface Mover {
  actor: string | null
  source: string
  /** The token that they used; older servers do not say. */
  via?: string | null
}

/** Who moved it: a person, perhaps through a token, or the part of the system that did it when nobody was signed in. */
export function actorName({ actor, source, via }: Mover): string {
  if (actor) return via ? text.actorVia(actor, via) : actor
  if (source === 'command') return text.actorCommand
  return source === 'admin' ? text.actorAdmin : text.actorSystem
}

/** As much of a movement as its words need, from the ledger or from the feed. */
export type Told = Pick<Movement, 'delta'> & Mover & { reason: string }

/** "−3 sale · ana" */
export function movementWords(movement: Told): string {
  return text.movementTold(formatDelta(movement.delta), reasonWord(movement.reason), actorName(movement))
}
