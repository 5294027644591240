import { ArrowDown, ArrowUp, ChevronRight, Minus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Movement } from '@/entities/movement/types'
import { formatDelta, reasonLabel } from '@/entities/movement/words'
import { cx } from '@/lib/cx'
import * as text from '@/strings/movements'
import { Badge } from '@/ui/Badge'
import { commonDelta } from './runs'

/** "▼ −3": the sign, an arrow and a colour all say the same. */
export function Delta({ delta, className }: { delta: number; className?: string }) {
  const Icon = delta > 0 ? ArrowUp : delta < 0 ? ArrowDown : Minus
  const tone = delta > 0 ? 'text-live-ink' : delta < 0 ? 'text-low-ink' : 'text-muted'
  return (
    <span className={cx('inline-flex items-center gap-1 font-semibold tabular-nums', tone, className)}>
      <Icon size={13} strokeWidth={2.5} aria-hidden="true" />
      <span>{formatDelta(delta)}</span>
    </span>
  )
}

/** "Sale"; of a revert, what it takes back: "Revert of −3". `delta` is undefined where movements differ in it. */
export function reasonTold(reason: string, delta: number | undefined): string {
  return reason === 'revert' && delta !== undefined
    ? text.revertOfDelta(formatDelta(-delta))
    : reasonLabel(reason)
}

/** The reason, and whether this movement takes another back or was taken back. */
export function ReasonCell({ movement, isBrief }: { movement: Movement; isBrief?: boolean }) {
  const { reason, delta } = movement
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span>{reasonTold(reason, isBrief ? undefined : delta)}</span>
      {movement.reverted_by !== null && <Badge tone="neutral">{text.reverted}</Badge>}
    </span>
  )
}

/** The same of a run, which is taken back where all of it is. */
export function RunReason({ run, reason }: { run: readonly Movement[]; reason: string }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span>{reasonTold(reason, commonDelta(run))}</span>
      {run.every(({ reverted_by }) => reverted_by !== null) && <Badge tone="neutral">{text.reverted}</Badge>}
    </span>
  )
}

interface RunButtonProps {
  run: readonly Movement[]
  isOpen: boolean
  onToggle: () => void
}

/** "+1 on 30 products": opens to the movements of a run. */
export function RunButton({ run, isOpen, onToggle }: RunButtonProps) {
  const delta = commonDelta(run)
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onToggle}
      className="-ms-1 flex print:inline! min-h-8 max-w-full items-center gap-1 rounded px-1 text-start font-medium underline-offset-4 hover:underline"
    >
      <ChevronRight
        size={14}
        aria-hidden="true"
        className={cx(
          'shrink-0 text-muted transition-transform print:hidden',
          isOpen ? 'rotate-90' : 'rtl:rotate-180',
        )}
      />
      <span>
        {delta === undefined ? text.products(run.length) : text.onProducts(formatDelta(delta), run.length)}
      </span>
    </button>
  )
}

/** Whether a run shows its movements, and all that it brought or took. */
export function useRun(run: readonly Movement[]) {
  const [isOpen, setOpen] = useState(false)
  return {
    isOpen,
    toggle: () => setOpen(!isOpen),
    total: run.reduce((sum, { delta }) => sum + delta, 0),
  }
}

/** The product of a movement by the name it had; a deleted one stays readable. */
export function ProductName({ movement }: { movement: Movement }) {
  if (movement.product === null) {
    return (
      <span className="block truncate">
        <bdi>{movement.name}</bdi> <span className="text-muted text-xs">{text.deleted}</span>
      </span>
    )
  }
  return (
    <Link
      to={`/products/${movement.product}`}
      className="block truncate rounded font-medium underline-offset-4 hover:underline"
    >
      <bdi>{movement.name}</bdi>
    </Link>
  )
}
