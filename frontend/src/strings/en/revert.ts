import { isolate } from '@/lib/isolate'

/* The question before a movement is taken back. */

export const title = (delta: string, product: string) => `Revert ${delta} of ${isolate(product)}?`
interface Taken {
  actor: string
  reason: string
  at: string
  opposite: string
  delta: string
}
export const explanation = ({ actor, reason, at, opposite, delta }: Taken) =>
  `This adds ${opposite}. The original (${delta} ${reason}, ${isolate(actor)}, ${at}) stays in the history.`
export const keep = 'Keep it'
export const confirm = 'Revert'
export const note = 'Note'
export const noAnswer = 'The server didn’t answer. Try again: it’s only reverted once.'
export const nothingChanged = (why: string) => `${why} Nothing was changed.`
