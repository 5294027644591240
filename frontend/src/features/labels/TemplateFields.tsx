import { type SubmitEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import { can, usePerson } from '@/entities/user/can'
import { ApiError, errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/labels'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { type LabelTemplate, useDeleteTemplate, useSaveTemplate, useTemplates } from './api'
import type { LabelForm } from './useLabelForm'

/** Choosing a stored template, where there is one. */
export function TemplateField({ form }: { form: LabelForm }) {
  const { templates, chosen } = useChosen(form)
  const groups = [
    { label: text.ownTemplates, of: templates.filter((one) => one.is_own) },
    { label: text.sharedTemplates, of: templates.filter((one) => !one.is_own) },
  ].filter(({ of }) => of.length > 0)
  if (templates.length === 0) return null
  return (
    <Field label={text.template}>
      {(control) => (
        <select
          {...control}
          value={chosen?.id ?? ''}
          onChange={({ target: { value } }) =>
            form.setTemplate(templates.find(({ id }) => String(id) === value) ?? null)
          }
          className={inputStyles()}
        >
          <option value="">{text.noTemplate}</option>
          {groups.map(({ label, of }) => (
            <optgroup key={label} label={label}>
              {of.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Storing what has been set up as a template. */
export function TemplateButtons({ form }: { form: LabelForm }) {
  const { chosen } = useChosen(form)
  const [isNaming, setNaming] = useState(false)
  if (!can(usePerson(), 'label:save')) return null
  if (isNaming) return <NameForm form={form} onClose={() => setNaming(false)} />
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setNaming(true)}>{text.saveTemplate}</Button>
      {chosen?.is_own && <OwnTemplate template={chosen} form={form} />}
    </div>
  )
}

function useChosen(form: LabelForm) {
  const { data: templates = [] } = useTemplates()
  return { templates, chosen: templates.find(({ id }) => id === form.template) ?? null }
}

function OwnTemplate({ template, form }: { template: LabelTemplate; form: LabelForm }) {
  const saving = useSaveTemplate()
  const deleting = useDeleteTemplate()
  const [isAsking, setAsking] = useState(false)
  const { id, name, shared } = template
  function save() {
    void saving
      .mutateAsync({ id, input: { ...form.design, name, shared } })
      .then(() => toast.success(text.templateSaved(name)), tell(text.templateNotSaved))
  }
  function remove() {
    setAsking(false)
    void deleting.mutateAsync(id).then(() => {
      form.setTemplate(null)
      toast.success(text.templateDeleted(name))
    }, tell(text.templateNotDeleted))
  }
  return (
    <>
      <Button busy={saving.isPending} onClick={save}>
        {text.saveChanges}
      </Button>
      <Button variant="ghost" busy={deleting.isPending} onClick={() => setAsking(true)}>
        {text.deleteTemplate}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={text.deleteFor(name)}
        description={text.deleteMeans}
        cancel={text.cancel}
        actions={
          <Button variant="danger" onClick={remove}>
            {text.deleteTemplate}
          </Button>
        }
      />
    </>
  )
}

function NameForm({ form, onClose }: { form: LabelForm; onClose: () => void }) {
  const saving = useSaveTemplate()
  const formId = useId()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [problem, setProblem] = useState<string>()
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!name.trim()) return setProblem(text.nameMissing)
    void saving.mutateAsync({ id: null, input: { ...form.design, name, shared } }).then(
      (saved) => {
        form.setTemplate(saved)
        toast.success(text.templateSaved(saved.name))
        onClose()
      },
      (error) => setProblem(nameProblem(error)),
    )
  }
  return (
    <form id={formId} noValidate onSubmit={submit} className="space-y-2 rounded border border-line p-3">
      <Field label={text.templateName} error={problem}>
        {(control) => (
          <input
            {...control}
            // biome-ignore lint/a11y/noAutofocus: the button before it was pressed to type a name
            autoFocus
            maxLength={60}
            autoComplete="off"
            value={name}
            onChange={(event) => {
              setName(event.target.value)
              setProblem(undefined)
            }}
            className={inputStyles()}
          />
        )}
      </Field>
      <label className="flex min-h-11 items-center gap-2 desk:min-h-8">
        <input
          type="checkbox"
          checked={shared}
          onChange={(event) => setShared(event.target.checked)}
          className="size-4 accent-accent"
        />
        {text.shareIt}
      </label>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button type="submit" variant="primary" busy={saving.isPending}>
          {text.save}
        </Button>
      </div>
    </form>
  )
}

function nameProblem(error: unknown): string {
  const told = error instanceof ApiError ? Object.values(error.fields).flat() : []
  return told.length > 0 ? told.join(' ') : errorMessage(error)
}

function tell(title: string): (error: unknown) => void {
  return (error) => {
    toast.error(title, { description: nameProblem(error) })
  }
}
