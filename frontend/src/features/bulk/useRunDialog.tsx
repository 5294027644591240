import { useEffect } from 'react'
import * as text from '@/strings/bulk'
import { Button } from '@/ui/Button'
import type { ConfirmDialogProps } from '@/ui/ConfirmDialog'
import { BulkOutcome } from './BulkOutcome'
import { explain, tellDone, titleOf } from './outcome'
import type { BulkRunControl } from './useBulkRun'

/** What a dialog shows of a bulk change that is being done, or has been; null before. Closes it when all is said. */
export function useRunDialog(
  control: BulkRunControl,
  onFinish: () => void,
): Omit<ConfirmDialogProps, 'open'> | null {
  const { run, again, undo, stop } = control
  const isDone = run?.phase === 'ended' && run.refused === 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is done.
  useEffect(() => {
    if (!isDone) return
    // Nothing that has to be read: a line is enough, and the list is free again.
    tellDone(run)
    onFinish()
  }, [isDone])

  if (!run) return null
  const isRunning = run.phase === 'running'
  return {
    wide: run.rows.length > 0,
    onClose: isRunning ? stop : onFinish,
    title: titleOf(run),
    description: <p>{explain(run)}</p>,
    cancel: isRunning ? text.stop : text.close,
    actions: !isRunning && (
      <>
        {run.mayUndo && <Button onClick={undo}>{text.undo}</Button>}
        {['stopped', 'broken', 'failed'].includes(run.phase) && (
          <Button variant="primary" onClick={again}>
            {run.phase === 'stopped' ? text.goOn : text.tryAgain}
          </Button>
        )}
      </>
    ),
    children: <BulkOutcome run={run} />,
  }
}
