import { type FormEvent, useState } from 'react'
import { type Path, useNavigate } from 'react-router'
import { addressAt } from '@/entities/product/asOf'
import * as text from '@/strings/past'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextField } from '@/ui/TextField'
import { fromField, toField } from './moments'

interface AsOfDialogProps {
  /** The list or the product that is to be seen. */
  of: Pick<Path, 'pathname' | 'search'>
  onClose: () => void
}

/** Asks for the moment, and goes there. */
export function AsOfDialog({ of, onClose }: AsOfDialogProps) {
  const navigate = useNavigate()
  const [shown] = useState(() => new URLSearchParams(of.search).get('at'))
  const [value, setValue] = useState(() => toField(shown === null ? startOfToday() : new Date(shown)))
  const [error, setError] = useState('')

  function submit(event: FormEvent) {
    event.preventDefault()
    const at = fromField(value)
    if (at === null || at > new Date().toISOString()) {
      setError(at === null ? text.chooseMoment : text.notFuture)
      return
    }
    onClose()
    void navigate(addressAt(of, at))
  }
  return (
    <Dialog title={text.dialogTitle} onClose={onClose} className="desk:max-w-sm!">
      <form onSubmit={submit} noValidate data-unsaved="false" className="space-y-4">
        <TextField
          type="datetime-local"
          name="at"
          label={text.dateAndTime}
          value={value}
          max={toField(new Date())}
          error={error}
          onChange={(event) => setValue(event.target.value)}
        />
        <Button type="submit" variant="primary" className="w-full">
          {text.show}
        </Button>
      </form>
    </Dialog>
  )
}

function startOfToday(): Date {
  return new Date(new Date().setHours(0, 0, 0, 0))
}
