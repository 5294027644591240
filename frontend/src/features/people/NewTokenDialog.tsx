import { useId, useState } from 'react'
import { can, usePerson } from '@/entities/user/can'
import { formatDate } from '@/lib/format'
import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/tokens'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/CopyField'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { QrCode } from '@/ui/QrCode'
import { TextField } from '@/ui/TextField'
import { type MadeToken, type Scope, useMakeToken, wallLink } from './tokens'

interface NewTokenDialogProps {
  account: { id: number; username: string } | null
  onClose: () => void
}

/** Makes a token, and shows it once. */
export function NewTokenDialog({ account, onClose }: NewTokenDialogProps) {
  const [made, setMade] = useState<MadeToken | null>(null)
  const title = account ? text.createTitleFor(account.username) : text.createTitle
  return (
    <Dialog title={made ? text.madeTitle : title} onClose={onClose}>
      {made ? (
        <Made made={made} onClose={onClose} />
      ) : (
        <TokenForm account={account?.id ?? null} onMade={setMade} />
      )}
    </Dialog>
  )
}

const names = ['name', 'read', 'stock', 'products', 'admin', 'days', 'scopes'] as const
const SCOPES: readonly Scope[] = ['read', 'stock', 'products', 'admin']
const DAYS = [30, 90, 365, 1825]
const USUAL_DAYS = 365

function TokenForm({ account, onMade }: { account: number | null; onMade: (made: MadeToken) => void }) {
  const make = useMakeToken(account)
  const person = usePerson()
  const group = useId()
  // No service account is an admin.
  const offered = SCOPES.filter(
    (scope) => scope !== 'admin' || (account === null && can(person, 'people:manage')),
  )
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: (values): { name?: string; scopes?: string } => ({
      ...(values.name.trim() ? {} : { name: text.nameMissing }),
      ...(offered.some((scope) => values[scope]) ? {} : { scopes: text.scopesMissing }),
    }),
    send: async ({ name, days, ...values }) => {
      const end = new Date(Date.now() + Number(days) * 86_400_000)
      const scopes = offered.filter((scope) => values[scope])
      onMade(await make.mutateAsync({ name, scopes, expires_at: end.toISOString() }))
    },
  })
  return (
    <form {...formProps} className="space-y-5">
      <ErrorSummary messages={summary} focus />
      <TextField
        name="name"
        label={text.name}
        hint={text.nameHint}
        maxLength={60}
        autoComplete="off"
        error={errors.name}
      />
      <fieldset aria-describedby={errors.scopes ? group : undefined}>
        <legend className="mb-1.5 font-medium">{text.scopes}</legend>
        <div className="divide-y divide-line rounded border border-edge">
          {offered.map((scope) => (
            <label key={scope} className="flex cursor-pointer items-start gap-3 px-3 py-2.5">
              <input
                type="checkbox"
                name={scope}
                defaultChecked={scope === 'read'}
                className="mt-0.5 size-4 accent-accent"
              />
              <span>
                <span className="block font-medium">{text.scopeNames[scope]}</span>
                <span className="block text-muted">{text.scopeMeaning[scope]}</span>
              </span>
            </label>
          ))}
        </div>
        {errors.scopes && (
          <p id={group} className="mt-1.5 text-out-ink">
            {errors.scopes}
          </p>
        )}
      </fieldset>
      <Field label={text.expires} error={errors.days} className="max-w-40">
        {(control) => (
          <select {...control} name="days" defaultValue={USUAL_DAYS} className={inputStyles()}>
            {DAYS.map((days) => (
              <option key={days} value={days}>
                {text.lifetimes(days)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={busy}>
          {text.make}
        </Button>
      </div>
    </form>
  )
}

const COPY_WORDS = { copy: text.copy, copied: text.copied, notCopied: text.notCopied }

function Made({ made, onClose }: { made: MadeToken; onClose: () => void }) {
  // A screen that hangs where everybody passes must not be able to change anything.
  const isForWall = made.scopes.length === 1 && made.scopes[0] === 'read'
  const link = wallLink(made.token)
  return (
    <div className="space-y-4">
      <p className="text-muted">
        <span>{text.onlyOnce}</span> <span>{text.until(formatDate(made.expires_at))}</span>
      </p>
      <CopyField label={text.token} value={made.token} words={COPY_WORDS} />
      {isForWall && (
        <div className="space-y-4 border-line border-t pt-4">
          <CopyField label={text.wall} value={link} words={COPY_WORDS} />
          <p className="text-muted text-xs">{text.wallHint}</p>
          <QrCode text={link} label={text.qrCode} className="mx-auto size-48 rounded" />
        </div>
      )}
      <div className="flex justify-end">
        <Button variant="primary" onClick={onClose}>
          {text.done}
        </Button>
      </div>
    </div>
  )
}
