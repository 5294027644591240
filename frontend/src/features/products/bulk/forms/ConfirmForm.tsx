import { useState } from 'react'
import { Button } from '@/components/Button'
import { Dialog } from '@/components/Dialog'
import { Field } from '@/components/Field'
import { inputStyles } from '@/components/inputStyles'
import type { BulkFormProps } from '@/features/products/bulk/BulkForm'
import type { BulkChange } from '@/features/products/bulk/requests'
import * as text from '@/strings/bulk'
import { Meant } from './Meant'

/** To delete more than so many, their number has to be typed: a slip of the hand cannot do that. */
const TYPED_FROM = 20

interface Question {
  title: (count: number) => string
  means: string
  confirm: (count: number) => string
  change: BulkChange
}

const QUESTIONS: Record<'activate' | 'deactivate' | 'delete', Question> = {
  activate: {
    title: text.activateTitle,
    means: text.activateMeans,
    confirm: text.activateThem,
    change: { action: 'set_active', is_active: true },
  },
  deactivate: {
    title: text.deactivateTitle,
    means: text.deactivateMeans,
    confirm: text.deactivateThem,
    change: { action: 'set_active', is_active: false },
  },
  delete: {
    title: text.deleteTitle,
    means: text.deleteMeans,
    confirm: text.deleteThem,
    change: { action: 'delete' },
  },
}

interface ConfirmFormProps extends BulkFormProps {
  action: keyof typeof QUESTIONS
}

/** What needs no more than a yes. */
export function ConfirmForm({ action, target, onSubmit, onClose }: ConfirmFormProps) {
  const { title, means, confirm, change } = QUESTIONS[action]
  const { count } = target
  const isDelete = action === 'delete'
  const mustType = isDelete && count > TYPED_FROM
  const [typed, setTyped] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isRight = !mustType || typed === String(count)

  function submit() {
    setChecked(true)
    if (isRight) onSubmit(change)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title(count)}
      description={
        <>
          <p className="mb-2">{means}</p>
          <Meant target={target} />
        </>
      }
      cancel={text.cancel}
      actions={
        <Button variant={isDelete ? 'danger' : 'primary'} onClick={submit}>
          {confirm(count)}
        </Button>
      }
    >
      {mustType && (
        <Field
          label={text.typeNumber(count)}
          error={isChecked && !isRight ? text.numberDiffers(count) : undefined}
          className="mt-4"
        >
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value.replace(/\D/g, ''))}
              onKeyDown={(event) => event.key === 'Enter' && submit()}
              className={inputStyles('tabular-nums')}
            />
          )}
        </Field>
      )}
    </Dialog>
  )
}
