import * as text from '@/strings/importRows'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { UndoProblem } from './DoneStep'
import { Tally } from './RunStep'
import type { ImportRun } from './runs'

interface BrokenStepProps {
  /** Null: this tab has not done any of it. */
  run: ImportRun | null
  /** An undo that failed or was stopped. */
  undo: ImportRun | null
  onGoOn: () => void
  onUndo: () => void
}

/** An import that was stopped, or failed, in the middle. */
export function BrokenStep({ run, undo, onGoOn, onUndo }: BrokenStepProps) {
  const hasFailed = run?.phase === 'failed'
  const title = hasFailed ? text.failedTitle : run ? text.stoppedTitle : text.unfinishedTitle
  return (
    <div className="max-w-2xl space-y-4">
      <UndoProblem undo={undo} />
      {hasFailed ? (
        <ErrorSummary messages={[title, run.detail]} focus />
      ) : (
        <div>
          <h3 className="font-semibold text-base">{title}</h3>
          <p className="mt-1 text-muted">
            {run ? text.stoppedWhat(run.created + run.updated) : text.unfinishedWhat}
          </p>
        </div>
      )}
      {run && <Tally run={run} />}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={onGoOn}>
          {hasFailed ? text.tryAgain : text.goOn}
        </Button>
        <Button onClick={onUndo}>{text.undo}</Button>
      </div>
    </div>
  )
}
