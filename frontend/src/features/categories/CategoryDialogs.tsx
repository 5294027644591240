import { toast } from 'sonner'
import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/categories'
import { Button } from '@/ui/Button'
import { DeleteDialog } from '@/ui/DeleteDialog'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { TextField } from '@/ui/TextField'
import {
  type CountedCategory,
  useChangeCategory,
  useCountedCategories,
  useRemoveCategory,
} from './categories'

interface DialogProps {
  category: CountedCategory
  onClose: () => void
}

const renameNames = ['name'] as const

export function RenameDialog({ category, onClose }: DialogProps) {
  const change = useChangeCategory()
  const { formProps, errors, summary, busy } = useTextForm({
    names: renameNames,
    validate: ({ name }): { name?: string } => (name.trim() ? {} : { name: text.nameMissing }),
    send: async ({ name }) => {
      const renamed = await change.mutateAsync({ slug: category.slug, name })
      toast.success(text.renamed(renamed.name))
      onClose()
    },
  })
  return (
    <Dialog title={text.renameTitle(category.name)} onClose={onClose}>
      <form {...formProps} className="space-y-4">
        <ErrorSummary messages={summary} focus />
        <TextField
          name="name"
          label={text.name}
          defaultValue={category.name}
          maxLength={80}
          autoComplete="off"
          error={errors.name}
        />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={busy}>
            {text.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const mergeNames = ['replacement'] as const

/** Another category takes the products; `isDelete` says only how it was asked for. */
export function MergeDialog({ category, isDelete, onClose }: DialogProps & { isDelete: boolean }) {
  const { data = [] } = useCountedCategories()
  const remove = useRemoveCategory()
  const others = data.filter(({ slug }) => slug !== category.slug)
  const { formProps, errors, summary, busy } = useTextForm({
    names: mergeNames,
    validate: ({ replacement }): { replacement?: string } =>
      replacement ? {} : { replacement: text.chooseMissing },
    send: async ({ replacement }) => {
      await remove.mutateAsync({ slug: category.slug, replacement })
      const other = others.find(({ slug }) => slug === replacement)
      toast.success(
        isDelete ? text.removed(category.name) : text.merged(category.name, other?.name ?? replacement),
      )
      onClose()
    },
  })
  return (
    <Dialog
      title={isDelete ? text.removeTitle(category.name) : text.mergeTitle(category.name)}
      onClose={onClose}
    >
      <form {...formProps} className="space-y-4">
        <ErrorSummary messages={summary} focus />
        <p className="text-muted">{text.mergeWhat(category.name)}</p>
        <Field
          label={isDelete ? text.moveProductsTo(category.products) : text.mergeInto}
          error={errors.replacement}
        >
          {(control) => (
            <select {...control} name="replacement" defaultValue="" className={inputStyles()}>
              <option value="" disabled>
                {text.choose}
              </option>
              {others.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="submit" variant="danger" busy={busy}>
            {isDelete ? text.remove : text.merge}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** For a category that has no products. */
export function RemoveDialog({ category, onClose }: DialogProps) {
  const remove = useRemoveCategory()
  return (
    <DeleteDialog
      title={text.removeTitle(category.name)}
      description={<p>{text.removeWhat}</p>}
      cancel={text.keep}
      confirm={text.remove}
      onConfirm={() => remove.mutateAsync({ slug: category.slug, replacement: '' })}
      onDeleted={() => {
        toast.success(text.removed(category.name))
        onClose()
      }}
      onClose={onClose}
    />
  )
}
