import { toast } from 'sonner'
import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/categories'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField } from '@/ui/TextField'
import { type Category, useCreateCategory } from './categories'

interface NewCategoryDialogProps {
  onClose: () => void
  onCreated?: (category: Category) => void
}

const names = ['name'] as const

/** Adds a category; from a form, it is chosen there. */
export function NewCategoryDialog({ onClose, onCreated }: NewCategoryDialogProps) {
  const create = useCreateCategory()
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ name }): { name?: string } => (name.trim() ? {} : { name: text.nameMissing }),
    send: async ({ name }) => {
      const made = await create.mutateAsync(name)
      toast.success(text.created(made.name))
      onCreated?.(made)
      onClose()
    },
  })
  return (
    <Dialog title={text.add} onClose={onClose}>
      <form
        {...formProps}
        onSubmit={(event) => {
          // React hands it on to a form that the dialog was opened from.
          event.stopPropagation()
          void formProps.onSubmit(event)
        }}
        className="space-y-4"
      >
        <ErrorSummary messages={summary} focus />
        <TextField name="name" label={text.name} maxLength={80} autoComplete="off" error={errors.name} />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={busy}>
            {text.create}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
