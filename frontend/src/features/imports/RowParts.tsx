import * as text from '@/strings/importRows'
import type { CheckedRow } from './requests'
import type { FieldWords } from './rowWords'

/** What a row would change, old → new, or why it is held: in one run of text. */
export function RowWhat({ row, words }: { row: CheckedRow; words: FieldWords[] }) {
  const notes = row.notes.map((note) => text.notes[note])
  if (words.length === 0 && notes.length === 0) {
    return <span className="text-muted">{row.state === 'skipped' ? text.isSkipped : text.noChange}</span>
  }
  return (
    <>
      {words.map((one) => (
        <span key={one.key} className="me-3">
          <FieldText field={one} />
        </span>
      ))}
      {notes.map((note) => (
        <span key={note} className="me-3 text-low-ink">
          {note}
        </span>
      ))}
    </>
  )
}

export function FieldText({ field: { label, old, new: next, problem } }: { field: FieldWords }) {
  if (problem !== null) {
    return (
      <>
        {label && <span className="text-muted">{label} </span>}
        {next !== null && (
          <>
            <bdi className="font-medium">{next}</bdi>
            <span className="text-muted"> {text.about} </span>
          </>
        )}
        <span className="text-out-ink">{problem}</span>
      </>
    )
  }
  return (
    <>
      <span className="text-muted">{label} </span>
      {old !== null && (
        <>
          <del className="text-muted">
            <bdi>{old}</bdi>
          </del>
          <span className="text-muted"> {text.becomes} </span>
        </>
      )}
      <bdi className="font-medium">{next}</bdi>
    </>
  )
}

export function nameOf(row: CheckedRow): string {
  return row.name || row.key || text.unnamed
}
