import { ROLES, type Role } from '@/entities/user/roles'
import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/tokens'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField } from '@/ui/TextField'
import { type Account, useMakeService } from './people'
import { RoleField } from './RoleField'

interface NewServiceDialogProps {
  onClose: () => void
  onMade: (account: Account) => void
}

const names = ['username', 'role'] as const
const SERVICE_ROLES = ROLES.filter((role) => role !== 'admin')

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
        <RoleField
          legend={text.serviceRole}
          options={SERVICE_ROLES}
          defaultRole="viewer"
          error={errors.role}
        />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={busy}>
            {text.createService}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
