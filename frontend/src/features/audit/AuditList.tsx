import { Link } from 'react-router'
import { ChangeWords } from '@/entities/trail/ChangeWords'
import type { AuditEntry, FieldChange } from '@/entities/trail/types'
import { fieldLabel, useValueWords } from '@/entities/trail/words'
import { cx } from '@/lib/cx'
import { useMediaQuery } from '@/lib/useMediaQuery'
import { pasted } from '@/strings/imports'
import * as text from '@/strings/trail'
import { RelativeTime } from '@/ui/RelativeTime'
import { type Column, cellStyles, StickyTable } from '@/ui/StickyTable'

const COLUMNS: Column[] = [
  { title: text.columns.when, className: 'w-28 ps-3 text-start print:w-30' },
  { title: text.columns.who, className: 'w-44 text-start print:w-28' },
  { title: text.columns.action, className: 'w-36 text-start print:w-28' },
  { title: text.columns.object, className: 'w-56 text-start print:w-40' },
  { title: text.columns.changes, className: 'text-start' },
]

/** Room for all columns beside the sidebar. */
const WIDE = '(min-width: 68rem), print'

/** The entries: a table where there is room for it, else lines. */
export function AuditList({ rows }: { rows: AuditEntry[] }) {
  const isWide = useMediaQuery(WIDE)
  if (!isWide) {
    return (
      <ol aria-label={text.title} className="border-line border-t">
        {rows.map((entry) => (
          <li key={entry.id} className="space-y-1 border-line border-b px-4 py-3">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{actionWords(entry)}</span>
              <What entry={entry} />
            </p>
            <Changes entry={entry} />
            <p className="text-muted text-xs">
              <bdi>{entry.actor ?? text.nobody}</bdi>
              <Way entry={entry} /> · <RelativeTime iso={entry.at} />
            </p>
          </li>
        ))}
      </ol>
    )
  }
  return (
    <StickyTable caption={text.title} columns={COLUMNS}>
      <tbody>
        {rows.map((entry) => (
          <tr key={entry.id} className="align-top hover:bg-sunken/60">
            <td className={cx(cellStyles, 'py-2 ps-3 text-muted')}>
              <RelativeTime iso={entry.at} />
            </td>
            <td className={cx(cellStyles, 'py-2')}>
              <bdi className={cx('block truncate', !entry.actor && 'text-muted')}>
                {entry.actor ?? text.nobody}
              </bdi>
              <span className="block truncate text-muted text-xs">
                <Way entry={entry} />
              </span>
            </td>
            <td className={cx(cellStyles, 'py-2')}>{actionWords(entry)}</td>
            <td className={cx(cellStyles, 'py-2')}>
              <What entry={entry} />
            </td>
            <td className={cx(cellStyles, 'py-2')}>
              <Changes entry={entry} />
            </td>
          </tr>
        ))}
      </tbody>
    </StickyTable>
  )
}

function actionWords({ action }: AuditEntry): string {
  return text.actions[action] ?? action
}

function What({ entry }: { entry: AuditEntry }) {
  const { kind, label, object, action } = entry
  const words = useValueWords()
  // A link is called by what it is for, and pasted cells have no file.
  const called = kind === 'link' ? words('purpose', label) : label || (kind === 'import' ? pasted : object)
  const name = <bdi className="break-words">{called}</bdi>
  return (
    <span className="min-w-0">
      {kind === 'product' && action !== 'delete' ? (
        <Link to={`/products/${object}`} className="rounded underline-offset-4 hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
      <span className="text-muted text-xs max-[68rem]:ps-2 min-[68rem]:block">
        {text.kinds[kind] ?? kind}
      </span>
    </span>
  )
}

/** By which way, and from where. */
function Way({ entry: { source, address } }: { entry: AuditEntry }) {
  const words = [text.sources[source], address && text.from(address)].filter(Boolean)
  return words.length > 0 && <span className="max-[68rem]:before:content-['_']">{words.join(' · ')}</span>
}

function Changes({ entry }: { entry: AuditEntry }) {
  if (entry.changes.length === 0) return null
  return (
    <ul
      className={cx(
        'text-xs desk:text-sm',
        entry.action === 'update' ? 'space-y-0.5' : 'flex flex-wrap gap-x-3 gap-y-0.5',
      )}
    >
      {entry.changes.map((change) => (
        <li key={change.field} className="break-words">
          {entry.action === 'update' ? <ChangeWords change={change} /> : <Value change={change} />}
        </li>
      ))}
    </ul>
  )
}

/** What was in a field of something that was added or deleted. */
function Value({ change: { field, old, new: now } }: { change: FieldChange }) {
  const words = useValueWords()
  return (
    <>
      <span className="text-muted">{fieldLabel(field)}</span>{' '}
      <bdi>{field === 'image' ? text.yes : words(field, now ?? old)}</bdi>
    </>
  )
}
