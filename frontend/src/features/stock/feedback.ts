import { toast } from 'sonner'
import type { LiveClient } from '@/features/live/client'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'
import type { Batch } from './adjustQueue'
import { currentOf, isUncertain, newIdempotencyKey, postRevert, type RecordedAt } from './requests'
import type { Movement } from './types'
import { formatDelta, reasonLabel } from './words'

/** Long enough to read, think better of it, and reach the button by keyboard. */
const UNDO_MS = 15_000

/** Says what was recorded, and offers to take it back. */
export function tellRecorded(live: LiveClient, { movement, product }: RecordedAt): void {
  toast(`${product.name} ${formatDelta(movement.delta)}`, {
    id: `movement-${movement.id}`,
    description: `${reasonLabel(movement.reason)} · ${formatCount(movement.balance_after)} on hand`,
    duration: UNDO_MS,
    // Under the revert of a revert the button would only say the same thing backwards.
    action:
      movement.reason === 'revert'
        ? undefined
        : { label: 'Undo', onClick: () => void undo(live, movement, newIdempotencyKey()) },
  })
}

export function tellRefused({ product, delta }: Pick<Batch, 'product' | 'delta'>, error: unknown): void {
  toast.error(`${product.name}: ${formatDelta(delta)} was not recorded`, {
    description: `${refusal(error)} The row shows the number on the server again.`,
    duration: UNDO_MS,
  })
}

export function tellUnconfirmed({ product, delta, key }: Batch, again: () => void): void {
  toast.error(`${product.name}: ${formatDelta(delta)} is not confirmed`, {
    id: `unconfirmed-${key}`,
    description: 'The server did not answer. Send it again: it counts once, even if it had arrived.',
    duration: Number.POSITIVE_INFINITY,
    closeButton: true,
    action: { label: 'Send again', onClick: again },
  })
}

/** Why the server said no, for people. */
export function refusal(error: unknown): string {
  return stockRefusal(error) ?? errorMessage(error)
}

/** The same for what only stock can be refused for; null for everything else. */
export function stockRefusal(error: unknown): string | null {
  const code = error instanceof ApiError ? error.code : ''
  const current = currentOf(error)
  const onHand = current ? formatCount(current.quantity) : null
  if (code === 'insufficient_stock') {
    return onHand ? `Only ${onHand} on hand now.` : 'There is not enough on hand for it.'
  }
  if (code === 'too_much_stock') return 'That is more than can be counted.'
  if (code === 'already_reverted') return 'Somebody has reverted it already.'
  if (code === 'product_gone') return 'The product was deleted.'
  if (code === 'nothing_to_revert') return 'It changed nothing, so there is nothing to revert.'
  if (error instanceof ApiError && error.status === 403) {
    return 'Only its owner and stock keepers may change this stock.'
  }
  if (error instanceof ApiError && error.status === 404) return 'The product was deleted.'
  return null
}

async function undo(live: LiveClient, movement: Movement, key: string): Promise<void> {
  try {
    const answer = await postRevert(movement.id, '', key)
    live.acceptWrite({ row: answer.product, epoch: answer.epoch, seq: answer.seq })
    toast.success(`${movement.name} ${formatDelta(movement.delta)} undone`, {
      description: `${formatCount(answer.movement.balance_after)} on hand`,
    })
  } catch (error) {
    const again = isUncertain(error) && {
      action: { label: 'Try again', onClick: () => void undo(live, movement, key) },
    }
    toast.error(`${movement.name} ${formatDelta(movement.delta)} was not undone`, {
      description: `${refusal(error)} ${again ? '' : 'It stays in the ledger as it was.'}`,
      duration: UNDO_MS,
      ...again,
    })
  }
}
