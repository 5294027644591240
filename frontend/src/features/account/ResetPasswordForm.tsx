import { useTextForm } from '@/lib/useTextForm'
import * as authText from '@/strings/auth'
import * as text from '@/strings/door'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField } from '@/ui/TextField'
import { confirmReset, isGone } from './requests'

const names = ['password'] as const

interface ResetPasswordFormProps {
  secret: string
  username: string
  onDone: () => void
  onGone: () => void
}

/** Sets a new password with the secret of a reset link. */
export function ResetPasswordForm({ secret, username, onDone, onGone }: ResetPasswordFormProps) {
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ password }): { password?: string } =>
      password ? {} : { password: authText.choosePassword },
    send: async ({ password }) => {
      try {
        await confirmReset(secret, password)
        onDone()
      } catch (error) {
        if (!isGone(error)) throw error
        onGone()
      }
    },
  })
  return (
    <form {...formProps} className="space-y-4">
      <ErrorSummary messages={summary} focus />
      {/* So that a password manager knows whose password it keeps. */}
      <input type="text" autoComplete="username" value={username} readOnly hidden />
      <TextField
        name="password"
        type="password"
        autoComplete="new-password"
        label={text.newPassword}
        hint={authText.passwordHint}
        error={errors.password}
      />
      <Button type="submit" variant="primary" busy={busy} className="w-full desk:h-9">
        {text.savePassword}
      </Button>
    </form>
  )
}
