import { useRef } from 'react'
import { ApiError, isRefusal } from '@/lib/api/errors'
import { useOnce } from '@/lib/api/useOnce'
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

/**
 * Sending the form again after a lost answer opens no second account, and does not say that the name is taken. The server
 * recognizes the first attempt by its username: before another username is sent, the person is asked.
 */
function useSend(invitation: string | undefined, onGone: (() => void) | undefined) {
  const { once } = useOnce()
  const maybeOpened = useRef<string | null>(null)
  return async (typed: Omit<Registration, 'invitation'>) => {
    const registration = { ...typed, ...(invitation && { invitation }) }
    const earlier = maybeOpened.current
    if (earlier !== null && earlier !== typed.username) {
      // The second press is the answer.
      maybeOpened.current = null
      throw new ApiError({ status: 409, message: text.maybeOpened(earlier, typed.username) })
    }
    try {
      await once((key) => register(registration, key))
    } catch (error) {
      if (!isRefusal(error)) maybeOpened.current = typed.username
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
