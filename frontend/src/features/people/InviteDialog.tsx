import { useState } from 'react'
import { ROLES, type Role } from '@/entities/user/roles'
import { useTextForm } from '@/lib/useTextForm'
import { emailWrong } from '@/strings/auth'
import * as text from '@/strings/people'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { TextField } from '@/ui/TextField'
import { LinkParts } from './LinkParts'
import { type MadeLink, useInvite } from './people'
import { RoleField } from './RoleField'

const names = ['role', 'email', 'days'] as const
const DAYS = [1, 7, 30]
const USUAL_DAYS = 7

/** Makes an invitation, and shows its link once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<MadeLink | null>(null)
  return (
    <Dialog title={made ? text.linkTitle : text.inviteTitle} onClose={onClose}>
      {made ? (
        <>
          <LinkParts made={made} lead={text.linkOnce} />
          <div className="mt-5 flex justify-end">
            <Button variant="primary" onClick={onClose}>
              {text.done}
            </Button>
          </div>
        </>
      ) : (
        <InviteForm onMade={setMade} />
      )}
    </Dialog>
  )
}

function InviteForm({ onMade }: { onMade: (made: MadeLink) => void }) {
  const invite = useInvite()
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ email }): { email?: string } =>
      email === '' || email.includes('@') ? {} : { email: emailWrong },
    send: async ({ role, email, days }) => {
      onMade(await invite.mutateAsync({ role: role as Role, email, days: Number(days) }))
    },
  })
  return (
    <form {...formProps} className="space-y-5">
      <ErrorSummary messages={summary} focus />
      <RoleField legend={text.inviteRole} options={ROLES} defaultRole="operator" error={errors.role} />
      <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
        <TextField
          name="email"
          type="email"
          autoComplete="off"
          optional
          label={text.inviteEmail}
          hint={text.inviteEmailHint}
          error={errors.email}
        />
        <Field label={text.inviteExpires} error={errors.days}>
          {(control) => (
            <select {...control} name="days" defaultValue={USUAL_DAYS} className={inputStyles()}>
              {DAYS.map((days) => (
                <option key={days} value={days}>
                  {text.days(days)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={busy}>
          {text.createLink}
        </Button>
      </div>
    </form>
  )
}
