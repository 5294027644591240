import { type LucideIcon, Pencil, Plus, RotateCcw, Trash2, Undo2 } from 'lucide-react'
import { actorName } from '@/entities/movement/words'
import type { Product } from '@/entities/product/types'
import { ChangeWords } from '@/entities/trail/ChangeWords'
import type { FieldChange, HistoryEntry } from '@/entities/trail/types'
import { fieldLabel, useValueWords } from '@/entities/trail/words'
import { cx } from '@/lib/cx'
import * as text from '@/strings/trail'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { RelativeTime } from '@/ui/RelativeTime'
import { canPutBack, usePutBack } from './usePutBack'

interface ChangeItemProps {
  entry: HistoryEntry
  product: Product
  mayEdit: boolean
  isRestore: boolean
}

const ICONS: Partial<Record<string, LucideIcon>> = { create: Plus, delete: Trash2 }

/** One change of a product's fields in its history: from what to what, who, when. */
export function ChangeItem({ entry, product, mayEdit, isRestore }: ChangeItemProps) {
  const Icon = isRestore ? RotateCcw : (ICONS[entry.action] ?? Pencil)
  return (
    <li className="flex gap-3 border-line border-b py-2.5 ps-1 pe-1 desk:ps-2">
      {/* As wide as the figure of a movement, so that all lines begin at one edge. */}
      <span className="w-18 shrink-0 pt-0.5 text-muted">
        <Icon size={14} aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1">
        {entry.action === 'update' ? (
          <ul className="space-y-0.5">
            {entry.changes.map((change) => (
              <li key={change.field} className="flex items-center gap-3">
                <span className="min-w-0 flex-1">
                  <ChangeWords change={change} />
                </span>
                {mayEdit && canPutBack(product, change) && <PutBack product={product} change={change} />}
              </li>
            ))}
          </ul>
        ) : (
          <p>{isRestore ? text.restored : entry.action === 'create' ? text.added : text.deleted}</p>
        )}
        <p className="text-muted text-xs">
          <bdi>{actorName(entry)}</bdi>
          {/* Without a person the name says by which way already. */}
          {entry.actor && text.sources[entry.source] && <span> {text.sources[entry.source]}</span>} ·{' '}
          <RelativeTime iso={entry.at} />
        </p>
      </div>
    </li>
  )
}

function PutBack({ product, change }: { product: Product; change: FieldChange }) {
  const { putBack, isBusy } = usePutBack(product)
  const words = useValueWords()
  return (
    <button
      type="button"
      aria-label={text.putBackTo(fieldLabel(change.field), words(change.field, change.old))}
      title={text.putBack}
      aria-disabled={isBusy || undefined}
      onClick={() => putBack(change)}
      className={cx(iconButtonStyles, 'shrink-0')}
    >
      <Undo2 size={15} aria-hidden="true" />
    </button>
  )
}
