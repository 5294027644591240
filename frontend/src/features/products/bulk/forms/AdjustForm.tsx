import { useState } from 'react'
import { Button } from '@/components/Button'
import { Choices } from '@/components/Choices'
import { Dialog } from '@/components/Dialog'
import { Field } from '@/components/Field'
import { inputStyles } from '@/components/inputStyles'
import type { BulkFormProps } from '@/features/products/bulk/BulkForm'
import { REASONS_FOR, type Sign } from '@/features/stock/quickReasons'
import { reasonLabel } from '@/features/stock/words'
import * as text from '@/strings/bulk'
import { Meant } from './Meant'

const NOTE_MAX = 500
const SIGNS: { value: Sign; label: string }[] = [
  { value: 'add', label: text.add },
  { value: 'remove', label: text.take },
]

/** By how much, why, and what to remember of it. */
export function AdjustForm({ target, onSubmit, onClose }: BulkFormProps) {
  const [sign, setSign] = useState<Sign>('add')
  const [digits, setDigits] = useState('')
  const [reason, setReason] = useState(REASONS_FOR.add[0] ?? 'correction')
  const [note, setNote] = useState('')
  const [isChecked, setChecked] = useState(false)
  const amount = Number(digits)
  const words = sign === 'add' ? text.addEach : text.takeEach

  function choose(next: Sign) {
    setSign(next)
    setReason(REASONS_FOR[next][0] ?? 'correction')
  }
  function submit() {
    setChecked(true)
    if (amount < 1) return
    const delta = sign === 'add' ? amount : -amount
    onSubmit({ action: 'adjust', delta, reason, ...(note.trim() && { note: note.trim() }) })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={text.adjustTitle(target.count)}
      description={<Meant target={target} isStock />}
      cancel={text.cancel}
      actions={
        <Button type="submit" form="bulk-adjust" variant="primary">
          {amount > 0 ? words(amount, target.count) : text.adjust}
        </Button>
      }
    >
      <form
        id="bulk-adjust"
        noValidate
        className="mt-4 space-y-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Choices
          legend={text.direction}
          hideLegend
          look="bar"
          options={SIGNS}
          value={sign}
          onChange={choose}
        />
        <Field
          label={text.howMany}
          error={isChecked && amount < 1 ? text.enterNumber : undefined}
          hint={sign === 'remove' ? text.tooFew : undefined}
        >
          {(control) => (
            <input
              {...control}
              autoFocus
              inputMode="numeric"
              autoComplete="off"
              maxLength={9}
              value={digits}
              onChange={(event) => setDigits(event.target.value.replace(/\D/g, ''))}
              className={inputStyles('font-medium tabular-nums')}
            />
          )}
        </Field>
        <Choices
          legend={text.reason}
          look="chips"
          options={REASONS_FOR[sign].map((value) => ({ value, label: reasonLabel(value) }))}
          value={reason}
          onChange={setReason}
        />
        <Field label={text.note} optional>
          {(control) => (
            <input
              {...control}
              maxLength={NOTE_MAX}
              autoComplete="off"
              value={note}
              onChange={(event) => setNote(event.target.value)}
              className={inputStyles()}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
