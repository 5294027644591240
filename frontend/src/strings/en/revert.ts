import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The question before a movement is taken back. */

export const title = (delta: string, product: string) => t`Revert ${delta} of ${isolate(product)}?`
interface Taken {
  actor: string
  reason: string
  at: string
  opposite: string
  delta: string
}
export const explanation = ({ actor, reason, at, opposite, delta }: Taken) =>
  t`This records ${opposite}. The original (${delta} ${reason}, ${isolate(actor)}, ${at}) stays in the history.`
export const keep = t`Keep it`
export const confirm = t`Revert`
export const note = t`Note`
export const noAnswer = t`The server didn’t answer. Try again: it’s only reverted once.`
export const nothingChanged = (why: string) => t`${why} Nothing was changed.`
