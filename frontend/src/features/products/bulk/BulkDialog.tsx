import { type SubmitEvent, useId, useState } from 'react'
import { Button } from '@/components/Button'
import { Dialog } from '@/components/Dialog'
import { selection } from '@/features/products/selection/store'
import * as text from '@/strings/bulk'
import type { ActionName } from './BulkBar'
import { BulkFields } from './BulkFields'
import { changeOf, confirmOf, type Draft, EMPTY_DRAFT, questionOf } from './draft'
import { Meant } from './Meant'
import { type BulkTarget, bodyOf } from './requests'
import { useBulkRun } from './useBulkRun'
import { useRunDialog } from './useRunDialog'

interface BulkDialogProps {
  action: ActionName
  target: BulkTarget
  onClose: () => void
}

/** Asks what exactly is to be done, shows it being done, and tells what came of it: one dialog from first to last. */
export function BulkDialog({ action, target, onClose }: BulkDialogProps) {
  const control = useBulkRun()
  const running = useRunDialog(control, finish)
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  const [isChecked, setChecked] = useState(false)
  const formId = useId()

  function finish() {
    // Refused as a whole, nothing was touched: what was selected is still meant.
    if (control.run?.phase !== 'rejected') selection.clear()
    onClose()
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setChecked(true)
    const change = changeOf(action, draft, target.count)
    if (change) control.start(bodyOf(target, change))
  }
  if (running) return <Dialog open {...running} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={questionOf(action, target.count)}
      description={<Meant action={action} target={target} />}
      cancel={text.cancel}
      actions={
        <Button type="submit" form={formId} variant={action === 'delete' ? 'danger' : 'primary'}>
          {confirmOf(action, draft, target.count)}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="mt-4 empty:mt-0">
        <BulkFields
          action={action}
          count={target.count}
          draft={draft}
          isChecked={isChecked}
          onChange={(part: Partial<Draft>) => setDraft({ ...draft, ...part })}
        />
      </form>
    </Dialog>
  )
}
