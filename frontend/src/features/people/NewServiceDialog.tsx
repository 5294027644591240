import { ROLES, type Role } from '@/entities/user/roles'
import { useTextForm } from '@/lib/useTextForm'
import { roleMeaning, roles } from '@/strings/access'
import * as text from '@/strings/tokens'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField } from '@/ui/TextField'
import { type Account, useMakeService } from './people'

interface NewServiceDialogProps {
  onClose: () => void
  onMade: (account: Account) => void
}

const names = ['username', 'role'] as const

/** Opens an account for a program. Its first token is the next step. */
export function NewServiceDialog({ onClose, onMade }: NewServiceDialogProps) {
  const make = useMakeService()
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ username }): { username?: string } =>
      username.trim() ? {} : { username: text.serviceNameMissing },
    send: async ({ username, role }) => {
      onMade(await make.mutateAsync({ username, role: role as Role }))
    },
  })
  return (
    <Dialog title={text.addService} onClose={onClose}>
      <form {...formProps} className="space-y-5">
        <p className="text-muted">{text.serviceWhat}</p>
        <ErrorSummary messages={summary} focus />
        <TextField
          name="username"
          label={text.serviceName}
          hint={text.serviceNameHint}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.username}
        />
        <fieldset>
          <legend className="mb-1.5 font-medium">{text.serviceRole}</legend>
          <div className="divide-y divide-line rounded border border-edge">
            {ROLES.filter((role) => role !== 'admin').map((role) => (
              <label key={role} className="flex cursor-pointer items-start gap-3 px-3 py-2.5">
                <input
                  type="radio"
                  name="role"
                  value={role}
                  defaultChecked={role === 'viewer'}
                  className="mt-0.5 size-4 accent-accent"
                />
                <span>
                  <span className="block font-medium">{roles[role]}</span>
                  <span className="block text-muted">{roleMeaning[role]}</span>
                </span>
              </label>
            ))}
          </div>
          {errors.role && <p className="mt-1.5 text-out-ink">{errors.role}</p>}
        </fieldset>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={busy}>
            {text.createService}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
