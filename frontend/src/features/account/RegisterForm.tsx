import { useRef } from 'react'
import { newIdempotencyKey } from '@/lib/api/idempotencyKey'
import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/auth'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField, usernameInput } from '@/ui/TextField'
import { isGone, type Registration, register } from './requests'

const names = ['username', 'email', 'password'] as const

interface RegisterFormProps {
  /** The secret of an invitation or of a set-up link. */
  invitation?: string
  /** The address that was invited. */
  email?: string
  submit?: string
  /** It cannot be sent as it stands, whatever is typed: the link is used up. */
  onGone?: () => void
}

/** Creates an account and signs in; the page around it then leads on. */
export function RegisterForm({ invitation, email, submit = text.createAccount, onGone }: RegisterFormProps) {
  const send = useSend(invitation, onGone)
  const { formProps, errors, summary, busy } = useTextForm({ names, validate, send })
  return (
    <form {...formProps} className="space-y-4">
      <ErrorSummary messages={summary} focus />
      <TextField
        {...usernameInput}
        name="username"
        label={text.username}
        hint={text.usernameHint}
        error={errors.username}
      />
      <TextField
        name="email"
        type="email"
        autoComplete="email"
        defaultValue={email}
        label={text.email}
        error={errors.email}
      />
      <TextField
        name="password"
        type="password"
        autoComplete="new-password"
        label={text.password}
        hint={text.passwordHint}
        error={errors.password}
      />
      <Button type="submit" variant="primary" busy={busy} className="w-full desk:h-9">
        {submit}
      </Button>
    </form>
  )
}

/** Whoever sends the same again, as no answer came, opens no second account and is not told that the name is taken. */
function useSend(invitation: string | undefined, onGone: (() => void) | undefined) {
  const attempt = useRef({ values: '', key: '' })
  return async (typed: Omit<Registration, 'invitation'>) => {
    const registration = { ...typed, ...(invitation && { invitation }) }
    const values = JSON.stringify(registration)
    if (attempt.current.values !== values) attempt.current = { values, key: newIdempotencyKey() }
    try {
      await register(registration, attempt.current.key)
    } catch (error) {
      if (onGone && isGone(error)) onGone()
      else throw error
    }
  }
}

function validate({ username, email, password }: Registration) {
  return {
    ...(username.trim() ? {} : { username: text.chooseUsername }),
    ...(email.includes('@') ? {} : { email: text.emailWrong }),
    ...(password ? {} : { password: text.choosePassword }),
  }
}
