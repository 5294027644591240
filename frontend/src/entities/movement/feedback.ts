import { toast } from 'sonner'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { newIdempotencyKey } from '@/lib/api/idempotencyKey'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/stockFeedback'
import type { LiveClient } from '@/sync/client'
import type { Batch } from './adjustQueue'
import { currentOf, isUncertain, postRevert, type RecordedAt } from './requests'
import type { Movement } from './types'
import { formatDelta, reasonLabel } from './words'

/** Long enough to read, think better of it, and reach the button by keyboard. */
export const UNDO_MS = 15_000

/** Says what was recorded, and offers to take it back. */
export function tellRecorded(live: LiveClient, { movement, product }: RecordedAt): void {
  toast(text.recorded(product.name, formatDelta(movement.delta)), {
    id: `movement-${movement.id}`,
    description: text.recordedAs(reasonLabel(movement.reason), formatCount(movement.balance_after)),
    duration: UNDO_MS,
    // Under the revert of a revert the button would only say the same thing backwards.
    action:
      movement.reason === 'revert'
        ? undefined
        : { label: text.undo, onClick: () => void undo(live, movement, newIdempotencyKey()) },
  })
}

export function tellRefused({ product, delta }: Pick<Batch, 'product' | 'delta'>, error: unknown): void {
  toast.error(text.refused(product.name, formatDelta(delta)), {
    description: text.rowIsBack(refusal(error)),
    duration: UNDO_MS,
  })
}

export function tellUnconfirmed({ product, delta, key }: Batch, again: () => void): void {
  toast.error(text.unconfirmed(product.name, formatDelta(delta)), {
    id: `unconfirmed-${key}`,
    description: text.unconfirmedAdvice,
    duration: Number.POSITIVE_INFINITY,
    closeButton: true,
    action: { label: text.sendAgain, onClick: again },
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
    return onHand ? text.onlyOnHandNow(onHand) : text.notEnough
  }
  if (code === 'too_much_stock') return text.tooMuch
  if (code === 'already_reverted') return text.alreadyReverted
  if (code === 'product_gone') return text.productDeleted
  if (code === 'nothing_to_revert') return text.nothingToRevert
  if (error instanceof ApiError && error.status === 403) {
    return text.notAllowed
  }
  if (error instanceof ApiError && error.status === 404) return text.productDeleted
  return null
}

async function undo(live: LiveClient, movement: Movement, key: string): Promise<void> {
  try {
    const answer = await postRevert(movement.id, '', key)
    live.acceptWrite({ row: answer.product, epoch: answer.epoch, seq: answer.seq })
    toast.success(text.undone(movement.name, formatDelta(movement.delta)), {
      description: text.onHand(formatCount(answer.movement.balance_after)),
    })
  } catch (error) {
    const again = isUncertain(error) && {
      action: { label: text.tryAgain, onClick: () => void undo(live, movement, key) },
    }
    toast.error(text.notUndone(movement.name, formatDelta(movement.delta)), {
      description: again ? refusal(error) : text.staysRecorded(refusal(error)),
      duration: UNDO_MS,
      ...again,
    })
  }
}
