import { formatCount } from '@/lib/format'
import * as text from '@/strings/productList'
import type { RowChange } from './useRowFlash'

/** "▼ 5" for a moment after stock moved elsewhere. */
export function QuantityChange({ change }: { change: RowChange | undefined }) {
  if (!change?.before) return null
  const delta = change.row.quantity - change.before.quantity
  if (delta === 0) return null
  return (
    <span className={delta > 0 ? 'text-live-ink text-xs' : 'text-low-ink text-xs'}>
      <span aria-hidden="true">{delta > 0 ? '▲' : '▼'}</span>
      <span className="sr-only">{delta > 0 ? text.up : text.down}</span>
      <span>{` ${formatCount(Math.abs(delta))}`}</span>
    </span>
  )
}
