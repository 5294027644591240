import { useMutation } from '@tanstack/react-query'
import { CircleCheck, Download, Printer, Undo2 } from 'lucide-react'
import { Link } from 'react-router'
import { toast } from 'sonner'
import { openLabelsOf } from '@/entities/label/openLabels'
import { errorMessage } from '@/lib/api/errors'
import { formatCount, formatDate } from '@/lib/format'
import * as text from '@/strings/importRows'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { StateMessage } from '@/ui/StateMessage'
import { RowList } from './RowList'
import { Tally } from './RunStep'
import { downloadHeld, type Import, type RefusedRow, type RowState } from './requests'
import { problemWords } from './rowWords'
import type { ImportRun } from './runs'
import { firstState, statesOf, Tiles, type Totals } from './Tiles'

interface DoneStepProps {
  source: Import
  totals: Totals
  /** An undo that failed or was stopped. */
  undo: ImportRun | null
  shown: RowState | null
  onShow: (state: RowState) => void
  onUndo: () => void
}

/** The last step: what was imported, what was left out, and the way back. */
export function DoneStep({ source, totals, undo, shown, onShow, onUndo }: DoneStepProps) {
  const { kind, expires_at } = source
  const done = totals.create + totals.update
  const state = shown && statesOf(kind, totals).includes(shown) ? shown : firstState(totals)
  return (
    <div className="space-y-5">
      <UndoProblem undo={undo} />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h3 className="flex items-center gap-2 font-semibold text-base">
            <CircleCheck size={18} aria-hidden="true" className="shrink-0 text-live-ink" />
            <span>{done > 0 ? text.doneToast(done) : text.nothingDone}</span>
          </h3>
          <p className="mt-1 text-muted">
            <span>{totals.held > 0 ? text.leftOutWhat(totals.held) : text.allIn}</span>{' '}
            {done > 0 && <span>{text.undoUntil(formatDate(expires_at))}</span>}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {totals.held > 0 && <HeldButton source={source} count={totals.held} />}
          {done > 0 && (
            <Button
              aria-haspopup="dialog"
              onClick={() => openLabelsOf({ kind: 'import', id: source.id, count: done })}
            >
              <Printer size={15} aria-hidden="true" />
              {text.printLabels}
            </Button>
          )}
          {done > 0 && (
            <Button aria-haspopup="dialog" onClick={onUndo}>
              <Undo2 size={15} aria-hidden="true" className="rtl:-scale-x-100" />
              {text.undo}
            </Button>
          )}
          <Link to="/" className={buttonStyles()}>
            {text.seeInventory}
          </Link>
        </div>
      </div>
      <Tiles kind={kind} totals={totals} isDone shown={state} onShow={onShow} />
      <RowList source={source} state={state} count={totals[state]} />
    </div>
  )
}

/** Why an undo has not come to its end. */
export function UndoProblem({ undo }: { undo: ImportRun | null }) {
  if (undo?.phase === 'failed') return <ErrorSummary messages={[text.undoFailed, undo.detail]} />
  return undo?.phase === 'stopped' ? <ErrorSummary messages={[text.undoStopped]} /> : null
}

function HeldButton({ source, count }: { source: Import; count: number }) {
  const saving = useMutation({
    mutationFn: () => downloadHeld(source),
    onError: (error) => toast.error(text.downloadFailed, { description: errorMessage(error) }),
  })
  return (
    <Button variant="primary" busy={saving.isPending} onClick={() => saving.mutate()}>
      <Download size={15} aria-hidden="true" />
      <span>{text.downloadHeld(count)}</span>
    </Button>
  )
}

/** An import that was taken back, with what stayed because somebody has changed it since. */
export function UndoneStep({ run }: { run: ImportRun | null }) {
  const isKnown = run?.phase === 'ended'
  return (
    <div className="space-y-4">
      <StateMessage
        icon={Undo2}
        title={text.undoneTitle}
        actions={
          <>
            <Link to="/imports/new" className={buttonStyles('primary')}>
              {text.another}
            </Link>
            <Link to="/" className={buttonStyles()}>
              {text.seeInventory}
            </Link>
          </>
        }
      >
        {isKnown && <p>{text.undoneWhat(run.created + run.updated)}</p>}
      </StateMessage>
      {isKnown && run.refused > 0 && (
        <div className="mx-auto max-w-2xl space-y-3">
          <Tally run={run} />
          <Stayed rows={run.rows} count={run.refused} />
        </div>
      )}
    </div>
  )
}

/** More than anybody reads. */
const SHOWN = 200

function Stayed({ rows, count }: { rows: RefusedRow[]; count: number }) {
  return (
    <>
      <p className="font-medium">{text.stayed(count)}</p>
      <ul className="border-line border-t">
        {rows.slice(0, SHOWN).map(({ row, key, code, detail, product }) => (
          <li key={row} className="flex flex-wrap gap-x-3 border-line border-b py-2">
            <span className="text-muted tabular-nums">{text.rowTitle(row)}</span>
            {product === null ? (
              <bdi className="font-mono">{key}</bdi>
            ) : (
              <Link to={`/products/${product}`} className="font-mono text-accent-ink hover:underline">
                <bdi>{key}</bdi>
              </Link>
            )}
            <span className="min-w-0 flex-1 basis-60">{problemWords({ code, detail })}</span>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && <p className="text-muted text-xs">{`+ ${formatCount(rows.length - SHOWN)}`}</p>}
    </>
  )
}
