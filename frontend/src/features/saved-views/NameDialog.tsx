import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/viewActions'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField } from '@/ui/TextField'

const names = ['name'] as const
const NAME_MAX = 60

interface NameDialogProps {
  title: string
  description?: string
  initial: string
  /** Throws what the server refused. */
  onSubmit: (name: string) => Promise<void>
  onClose: () => void
}

/** Asks for the name of a view. */
export function NameDialog({ title, description, initial, onSubmit, onClose }: NameDialogProps) {
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ name }): { name?: string } => (name.trim() ? {} : { name: text.nameMissing }),
    send: ({ name }) => onSubmit(name.trim()),
  })
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
      <form {...formProps} id="view-name" className="mt-4 space-y-3">
        <ErrorSummary messages={summary} focus />
        <TextField
          name="name"
          label={text.name}
          error={errors.name}
          autoFocus
          autoComplete="off"
          maxLength={NAME_MAX}
          defaultValue={initial}
        />
      </form>
    </ConfirmDialog>
  )
}
