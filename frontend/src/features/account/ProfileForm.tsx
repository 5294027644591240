import { useState } from 'react'
import { toast } from 'sonner'
import type { CurrentUser } from '@/entities/user/currentUser'
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
  const [isNewAddress, setNewAddress] = useState(false)
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ username, email, password }): { username?: string; email?: string; password?: string } => ({
      ...(username.trim() ? {} : { username: chooseUsername }),
      ...(email.includes('@') || email === user.email ? {} : { email: emailWrong }),
      ...(email === user.email || password ? {} : { password: text.emailNeedsPassword }),
    }),
    send: async ({ username, email, password }) => {
      await change.mutateAsync({ username, ...(email !== user.email && { email, password }) })
      setNewAddress(false)
      toast.success(text.saved)
    },
  })
  return (
    <form {...formProps} className="max-w-lg space-y-4">
      <ErrorSummary messages={summary} focus />
      <TextField
        {...usernameInput}
        name="username"
        defaultValue={user.username}
        label={text.username}
        hint={text.usernameHint}
        error={errors.username}
      />
      <TextField
        name="email"
        type="email"
        autoComplete="email"
        defaultValue={user.email}
        onChange={(event) => setNewAddress(event.target.value !== user.email)}
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
