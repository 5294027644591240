import { ArrowDown, ArrowUp, Minus } from 'lucide-react'
import { Link } from 'react-router'
import type { Movement } from '@/entities/movement/types'
import { formatDelta, reasonLabel } from '@/entities/movement/words'
import { cx } from '@/lib/cx'
import * as text from '@/strings/movements'
import { Badge } from '@/ui/Badge'

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

/** The reason, and whether this movement takes another back or was taken back. */
export function ReasonCell({ movement }: { movement: Movement }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span>{reasonLabel(movement.reason)}</span>
      {movement.reverted_by !== null && <Badge tone="neutral">{text.reverted}</Badge>}
    </span>
  )
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
