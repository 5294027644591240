import { type SubmitEvent, useEffect, useId, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/Button'
import { Dialog } from '@/components/Dialog'
import { selection } from '@/features/products/selection/store'
import * as text from '@/strings/bulk'
import type { ActionName } from './BulkBar'
import { BulkFields } from './BulkFields'
import { BulkOutcome, explain, OUTCOME_TITLES } from './BulkOutcome'
import { changeOf, confirmOf, type Draft, EMPTY_DRAFT, titleOf } from './draft'
import { Meant } from './Meant'
import type { BulkTarget } from './requests'
import { type BulkRun, useBulkRun } from './useBulkRun'

interface BulkDialogProps {
  action: ActionName
  target: BulkTarget
  onClose: () => void
}

/** Asks what exactly is to be done, shows it being done, and tells what came of it: one dialog from first to last. */
export function BulkDialog({ action, target, onClose }: BulkDialogProps) {
  const { run, start, again, stop } = useBulkRun(target)
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  const [isChecked, setChecked] = useState(false)
  const formId = useId()
  const isDone = run?.phase === 'ended' && run.refused === 0

  function finish() {
    // Refused as a whole, nothing was touched: what was selected is still meant.
    if (run && run.phase !== 'rejected') selection.clear()
    onClose()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is done.
  useEffect(() => {
    if (!isDone) return
    // Nothing that has to be read: a line is enough, and the list is free again.
    tellDone(run)
    finish()
  }, [isDone])

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setChecked(true)
    const change = changeOf(action, draft, target.count)
    if (change) start(change)
  }
  const isRunning = run?.phase === 'running'
  const mayGoOn = run && ['stopped', 'broken', 'failed'].includes(run.phase)
  return (
    <Dialog
      open
      wide={run !== null && run.rows.length > 0}
      onClose={isRunning ? stop : finish}
      title={run ? OUTCOME_TITLES[run.phase] : titleOf(action, target.count)}
      description={run ? <p>{explain(run)}</p> : <Meant action={action} target={target} />}
      cancel={isRunning ? text.stop : run ? text.close : text.cancel}
      actions={
        run ? (
          mayGoOn && (
            <Button variant="primary" onClick={again}>
              {run.phase === 'stopped' ? text.goOn : text.tryAgain}
            </Button>
          )
        ) : (
          <Button type="submit" form={formId} variant={action === 'delete' ? 'danger' : 'primary'}>
            {confirmOf(action, draft, target.count)}
          </Button>
        )
      }
    >
      {run ? (
        <BulkOutcome run={run} />
      ) : (
        <form id={formId} noValidate onSubmit={submit} className="mt-4 empty:mt-0">
          <BulkFields
            action={action}
            count={target.count}
            draft={draft}
            isChecked={isChecked}
            onChange={(part: Partial<Draft>) => setDraft({ ...draft, ...part })}
          />
        </form>
      )}
    </Dialog>
  )
}

function tellDone({ change, changed, unchanged }: BulkRun) {
  const words = change.action === 'delete' ? text.deletedToast : text.doneToast
  toast.success(words(changed), { description: unchanged > 0 ? text.alreadySo(unchanged) : undefined })
}
