import { isolate } from '@/lib/isolate'

/* The question before a movement is taken back. */

export const title = (delta: string, product: string) => `Revert ${delta} of ${isolate(product)}?`
interface Taken {
  actor: string
  reason: string
  at: string
  opposite: string
}
export const explanation = ({ actor, reason, at, opposite }: Taken) =>
  `${isolate(actor)}'s ${reason} of ${at} stays in the ledger, and ${opposite} is recorded against it.`
export const keep = 'Keep it'
export const confirm = 'Revert'
export const note = 'Note'
export const noAnswer = 'The server did not answer. Try again: it is reverted once, even if it had arrived.'
export const nothingChanged = (why: string) => `${why} Nothing was changed.`
