import { type SubmitEvent, useState } from 'react'
import { ApiError, errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/viewActions'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'

const NAME_MAX = 60

interface NameDialogProps {
  title: string
  description?: string
  initial: string
  busy: boolean
  /** Of the last attempt. */
  error: unknown
  /** May throw: then `error` says what. */
  onSubmit: (name: string) => Promise<void>
  onClose: () => void
}

/** Asks for the name of a view. */
export function NameDialog(props: NameDialogProps) {
  const { title, description, initial, busy, error, onSubmit, onClose } = props
  const [name, setName] = useState(initial)
  const [isMissing, setMissing] = useState(false)
  const refused = error instanceof ApiError ? error.fields.name?.join(' ') : undefined
  const problem = isMissing ? text.nameMissing : busy ? undefined : refused

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setMissing(name.trim() === '')
    if (name.trim() && !busy) onSubmit(name.trim()).catch(() => undefined)
  }
  return (
    <ConfirmDialog
      open
      isForm
      onClose={onClose}
      title={title}
      description={description && <p>{description}</p>}
      cancel={text.cancel}
      actions={
        <Button type="submit" form="view-name" variant="primary" busy={busy}>
          {text.save}
        </Button>
      }
    >
      <form id="view-name" noValidate onSubmit={submit} className="mt-4 space-y-3">
        {error !== null && !refused && !busy && <ErrorSummary messages={[explain(error)]} />}
        <Field label={text.name} error={problem}>
          {(control) => (
            <input
              {...control}
              // biome-ignore lint/a11y/noAutofocus: the dialog asks for a name and for nothing else
              autoFocus
              autoComplete="off"
              maxLength={NAME_MAX}
              value={name}
              onChange={(event) => setName(event.target.value)}
              className={inputStyles()}
            />
          )}
        </Field>
      </form>
    </ConfirmDialog>
  )
}

/** Also what the server says of the view as a whole: that there are too many. */
function explain(error: unknown): string {
  const fields = error instanceof ApiError ? Object.values(error.fields).flat() : []
  return fields.length > 0 ? fields.join(' ') : errorMessage(error)
}
