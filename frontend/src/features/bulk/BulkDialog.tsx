import { type SubmitEvent, useEffect, useId, useState } from 'react'
import { useLocation } from 'react-router'
import { selection } from '@/entities/product/selection/store'
import * as text from '@/strings/bulk'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { BulkFields } from './BulkFields'
import type { BulkJob } from './job'
import { Meant } from './Meant'
import { bodyOf } from './requests'
import { useBulkRun } from './useBulkRun'
import { useForeign } from './useForeign'
import { useRunDialog } from './useRunDialog'
import { type BulkValues, changeOf, confirmOf, emptyValues, questionOf, unusualQuestion } from './values'

interface BulkDialogProps extends BulkJob {
  onClose: () => void
}

/** Asks what exactly is to be done, shows it being done, and tells what came of it: one dialog from first to last. */
export function BulkDialog({ action, target, onClose }: BulkDialogProps) {
  const control = useBulkRun()
  const running = useRunDialog(control, finish)
  const [values, setValues] = useState(emptyValues)
  const [isChecked, setChecked] = useState(false)
  const [question, setQuestion] = useState<string | null>(null)
  const formId = useId()
  // Nothing would come of it: who may change them is said in place of what is to be filled in.
  const { isAll: isRefused } = useForeign(action, target)
  const { pathname } = useLocation()
  const [page] = useState(pathname)
  // Another page gives up what has not begun.
  const isLeft = pathname !== page && !control.run
  useEffect(() => {
    if (isLeft) onClose()
  }, [isLeft, onClose])

  function finish() {
    // Refused as a whole, nothing was touched: what was selected is still meant.
    if (control.run?.phase !== 'rejected') selection.clear()
    onClose()
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isRefused) return
    setChecked(true)
    const meant = changeOf(action, values, target.count)
    if (!meant) return
    const unusual = unusualQuestion(meant)
    if (unusual && unusual !== question) return setQuestion(unusual)
    control.start(bodyOf(target, meant))
  }
  function change(part: Partial<BulkValues>) {
    setValues({ ...values, ...part })
    setQuestion(null)
  }
  const isForm = (action === 'adjust' || action === 'category') && !isRefused
  if (running) return <ConfirmDialog open isForm={isForm} {...running} />
  return (
    <ConfirmDialog
      open
      isForm={isForm}
      onClose={onClose}
      title={questionOf(action, target.count)}
      description={<Meant action={action} target={target} />}
      cancel={text.cancel}
      actions={
        <Button
          type="submit"
          form={formId}
          disabled={isRefused}
          variant={action === 'delete' ? 'danger' : 'primary'}
        >
          {confirmOf(action, values, target.count)}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="mt-4 empty:mt-0">
        {!isRefused && (
          <BulkFields
            action={action}
            count={target.count}
            values={values}
            isChecked={isChecked}
            question={question}
            onChange={change}
          />
        )}
      </form>
    </ConfirmDialog>
  )
}
