import { useState } from 'react'
import { toast } from 'sonner'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { newIdempotencyKey } from '@/lib/api/idempotencyKey'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/stockFeedback'
import type { LiveClient } from '@/sync/client'
import { tellClosed } from '@/ui/tellClosed'
import type { Batch } from './adjustQueue'
import { reasonsFor } from './quickReasons'
import { currentOf, isUncertain, postAdjustment, postRevert, type RecordedAt } from './requests'
import type { ChosenReason, Movement } from './types'
import { formatDelta, reasonLabel } from './words'

/** Long enough to read, think better of it, and reach the button by keyboard. */
export const UNDO_MS = 15_000

/** Says what was recorded, and offers to take it back; in place of the toast `id`, if that is still there. */
export function tellRecorded(
  live: LiveClient,
  { movement, product }: RecordedAt,
  id = `movement-${movement.id}`,
): void {
  toast(text.recorded(product.name, formatDelta(movement.delta)), {
    id,
    description: <RecordedAs key={movement.id} live={live} movement={movement} toastId={id} />,
    duration: UNDO_MS,
    // Under the revert of a revert the button would only say the same thing backwards.
    action:
      movement.reason === 'revert'
        ? undefined
        : { label: text.undo, onClick: () => void undo(live, movement, newIdempotencyKey()) },
  })
}

/** Says why stock cannot be changed at the moment, to whoever presses all the same. */
export function tellBlocked(why: string): void {
  toast.error(why, { id: 'stock-blocked' })
}

/** "Sale ▾ · 51 on hand": the reason that was assumed, to be corrected. */
function RecordedAs({ live, movement, toastId }: { live: LiveClient; movement: Movement; toastId: string }) {
  const { reason, balance_after, name } = movement
  const [chosen, setChosen] = useState<string>(reason)
  const onHand = formatCount(balance_after)
  const reasons = othersFor(movement)
  if (reasons.length === 0) return <span>{text.recordedAs(reasonLabel(reason), onHand)}</span>
  /** One at a time: what is being corrected is no longer the movement to correct. */
  function choose(next: ChosenReason) {
    if (chosen !== reason) return
    setChosen(next)
    void correctReason(live, movement, next, toastId)
  }
  return (
    <span className="flex items-center gap-1.5">
      <select
        aria-label={text.reasonOf(name)}
        value={chosen}
        aria-disabled={chosen !== reason}
        onChange={(event) => choose(event.target.value as ChosenReason)}
        className="-ms-1 h-11 rounded bg-transparent px-0.5 text-ink underline decoration-dotted underline-offset-4 hover:bg-sunken desk:h-6 [&>option]:bg-surface"
      >
        {reasons.map((each) => (
          <option key={each} value={each}>
            {reasonLabel(each)}
          </option>
        ))}
      </select>
      <span>{text.dotOnHand(onHand)}</span>
    </span>
  )
}

/** What the movement may have been instead, its own reason among them; none of what is not a person's to say. */
function othersFor({ delta, reason }: Movement): ChosenReason[] {
  const all = reasonsFor(reason === 'count' ? 'set' : delta > 0 ? 'add' : 'remove')
  return all.some((each) => each === reason) ? all : []
}

/**
 * The ledger only grows: the movement is taken back, and recorded again for what it was; once for these keys. Says so in
 * place of the toast `toastId`, if there is one.
 */
async function correctReason(
  live: LiveClient,
  movement: Movement,
  reason: ChosenReason,
  toastId?: string,
  keys = { revert: newIdempotencyKey(), record: newIdempotencyKey() },
): Promise<void> {
  const { id, delta, name, note } = movement
  let isTakenBack = false
  try {
    const revert = await postRevert(id, text.reasonCorrected, keys.revert)
    accept(live, revert)
    isTakenBack = true
    const body = { delta, reason, ...(note && { note }) }
    const answer = await postAdjustment(revert.product.id, body, keys.record)
    accept(live, answer)
    tellRecorded(live, answer, toastId)
  } catch (error) {
    if (isUncertain(error)) {
      // It offers to undo what may be undone.
      if (toastId) toast.dismiss(toastId)
      const again = () => void correctReason(live, movement, reason, undefined, keys)
      return tellUncertain(text.notConfirmed(name), text.maybeHalf, keys.record, again)
    }
    toast.error(isTakenBack ? text.undoneOnly(name, formatDelta(delta)) : text.notCorrected(name), {
      id: toastId,
      description: refusal(error),
      duration: UNDO_MS,
    })
  }
}

function accept(live: LiveClient, { product, epoch, seq }: RecordedAt): void {
  live.acceptWrite({ row: product, epoch, seq })
}

export function tellRefused({ product, delta }: Pick<Batch, 'product' | 'delta'>, error: unknown): void {
  toast.error(text.refused(product.name, formatDelta(delta)), {
    description: text.rowIsBack(refusal(error)),
    duration: UNDO_MS,
  })
}

/** Says to whoever has closed the editor that nothing was recorded, and opens it again on request. */
export function tellNotRecorded(product: string, amount: string, why: string, openAgain: () => void): void {
  tellClosed(text.refused(product, amount), why, openAgain)
}

export function tellUnconfirmed({ product, delta, key }: Batch, again: () => void): void {
  tellUnanswered(product.name, formatDelta(delta), key, again)
}

/** Nobody knows whether it was recorded; with the same `key` it is only once. */
export function tellUnanswered(product: string, amount: string, key: string, again: () => void): void {
  tellUncertain(text.unconfirmed(product, amount), text.unconfirmedAdvice, key, again)
}

/** The same of taking back a movement. */
export function tellUndoUnanswered({ name, delta }: Movement, key: string, again: () => void): void {
  tellUncertain(text.undoUnconfirmed(name, formatDelta(delta)), text.unconfirmedAdvice, key, again)
}

function tellUncertain(title: string, description: string, key: string, again: () => void): void {
  toast.error(title, {
    id: `unconfirmed-${key}`,
    description,
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
  // A viewer may be the owner: what is said of the role is the reason.
  if (error instanceof ApiError && error.status === 403 && code !== 'viewer') return text.notAllowed
  if (error instanceof ApiError && error.status === 404) return text.productDeleted
  return null
}

async function undo(live: LiveClient, movement: Movement, key: string): Promise<void> {
  try {
    const answer = await postRevert(movement.id, '', key)
    accept(live, answer)
    toast.success(text.undone(movement.name, formatDelta(movement.delta)), {
      description: text.onHand(formatCount(answer.movement.balance_after)),
    })
  } catch (error) {
    if (isUncertain(error)) return tellUndoUnanswered(movement, key, () => void undo(live, movement, key))
    toast.error(text.notUndone(movement.name, formatDelta(movement.delta)), {
      description: text.staysRecorded(refusal(error)),
      duration: UNDO_MS,
    })
  }
}
