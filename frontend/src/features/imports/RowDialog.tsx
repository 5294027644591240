import { Link } from 'react-router'
import * as text from '@/strings/importRows'
import { linkStyles } from '@/ui/buttonStyles'
import { Choices } from '@/ui/Choices'
import { Dialog } from '@/ui/Dialog'
import { FieldText, nameOf } from './RowParts'
import type { CheckedRow, Kind, MovedChoice } from './requests'
import { useRowWords } from './rowWords'

interface RowDialogProps {
  row: CheckedRow
  kind: Kind
  moved?: { chosen: Record<string, MovedChoice>; onChoose: (row: number, choice: MovedChoice) => void }
  onClose: () => void
}

/** All about one row: every field, every reason, and what can be done about it. */
export function RowDialog({ row, kind, moved, onClose }: RowDialogProps) {
  const words = useRowWords(kind)(row, true)
  const stale = row.problems.find(({ code }) => code === 'moved_since')
  return (
    <Dialog title={text.rowTitle(row.row)} onClose={onClose}>
      <p className="break-words font-semibold">
        <bdi>{nameOf(row)}</bdi>
      </p>
      {row.name && <p className="break-words font-mono text-muted text-xs">{row.key}</p>}
      {words.length === 0 && row.notes.length === 0 && <p className="mt-3 text-muted">{text.noChange}</p>}
      <ul className="mt-3 space-y-2">
        {words.map((one) => (
          <li key={one.key} className="whitespace-pre-line break-words">
            <FieldText field={one} />
          </li>
        ))}
        {row.problems
          .filter(({ code, suggestion }) => suggestion && code !== 'moved_since')
          .map(({ suggestion }) => (
            <li key={suggestion} className="text-muted">
              {text.perhaps(suggestion)}
            </li>
          ))}
        {row.notes.map((note) => (
          <li key={note} className="text-low-ink">
            {text.notes[note]}
          </li>
        ))}
      </ul>
      {stale && moved && (
        <div className="mt-4">
          <Choices
            look="chips"
            legend={text.movedWhy}
            options={[
              { value: 'difference', label: text.movedRow.difference(stale.suggestion) },
              { value: 'set', label: text.movedRow.set(stale.value) },
              { value: 'leave', label: text.movedRow.leave },
            ]}
            value={moved.chosen[row.row] ?? ''}
            onChange={(choice) => choice && moved.onChoose(row.row, choice)}
          />
        </div>
      )}
      {row.product !== null && (
        <p className="mt-4">
          <Link to={`/products/${row.product}`} className={linkStyles}>
            {text.openProduct}
          </Link>
        </p>
      )}
    </Dialog>
  )
}
