import { toast } from 'sonner'
import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/account'
import { passwordHint } from '@/strings/auth'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField } from '@/ui/TextField'
import { useChangePassword } from './account'

const names = ['old_password', 'new_password'] as const

export function PasswordForm({ username }: { username: string }) {
  const change = useChangePassword()
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ old_password, new_password }): { old_password?: string; new_password?: string } => ({
      ...(old_password ? {} : { old_password: text.oldMissing }),
      ...(new_password ? {} : { new_password: text.newMissing }),
    }),
    send: async (passwords, form) => {
      await change.mutateAsync(passwords)
      form.reset()
      toast.success(text.passwordChanged, { description: text.passwordChangedWhy })
    },
  })
  return (
    <form {...formProps} className="max-w-lg space-y-4">
      <ErrorSummary messages={summary} focus />
      {/* So that a password manager knows whose password it keeps. */}
      <input type="text" autoComplete="username" value={username} readOnly hidden />
      <TextField
        name="old_password"
        type="password"
        autoComplete="current-password"
        label={text.oldPassword}
        error={errors.old_password}
      />
      <TextField
        name="new_password"
        type="password"
        autoComplete="new-password"
        label={text.newPassword}
        hint={passwordHint}
        error={errors.new_password}
      />
      <Button type="submit" busy={busy}>
        {text.changePassword}
      </Button>
    </form>
  )
}
