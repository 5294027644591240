import { toast } from 'sonner'
import type { CurrentUser } from '@/entities/user/currentUser'
import { useEdits } from '@/lib/useEdits'
import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/account'
import { chooseUsername, emailWrong } from '@/strings/auth'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField, usernameInput } from '@/ui/TextField'
import { useChangeProfile } from './account'

const names = ['username', 'email', 'password'] as const

/** The name that others see, and the address: another one needs the password, as a forgotten one is sent there. */
export function ProfileForm({ user }: { user: CurrentUser }) {
  const change = useChangeProfile()
  const { values, edit, touched, forget } = useEdits({ username: user.username, email: user.email })
  const isNewAddress = values.email !== user.email
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ username, email, password }): { username?: string; email?: string; password?: string } => ({
      ...(username.trim() ? {} : { username: chooseUsername }),
      ...(email.includes('@') || !isNewAddress ? {} : { email: emailWrong }),
      ...(!isNewAddress || password ? {} : { password: text.emailNeedsPassword }),
    }),
    send: async ({ username, email, password }) => {
      await change.mutateAsync({ ...touched({ username }), ...(isNewAddress && { email, password }) })
      forget()
      toast.success(text.saved)
    },
  })
  return (
    <form {...formProps} className="max-w-lg space-y-4">
      <ErrorSummary messages={summary} focus />
      <TextField
        {...usernameInput}
        name="username"
        value={values.username}
        onChange={(event) => edit({ username: event.target.value })}
        label={text.username}
        hint={text.usernameHint}
        error={errors.username}
      />
      <TextField
        name="email"
        type="email"
        autoComplete="email"
        value={values.email}
        onChange={(event) => edit({ email: event.target.value })}
        label={text.email}
        error={errors.email}
      />
      {isNewAddress && (
        <TextField
          name="password"
          type="password"
          autoComplete="current-password"
          label={text.oldPassword}
          hint={text.emailNeedsPassword}
          error={errors.password}
        />
      )}
      <Button type="submit" variant="primary" busy={busy}>
        {text.save}
      </Button>
    </form>
  )
}
