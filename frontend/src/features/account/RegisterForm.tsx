import { useRef } from 'react'
import { newIdempotencyKey } from '@/lib/api/idempotencyKey'
import * as text from '@/strings/auth'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { PasswordInput } from '@/ui/PasswordInput'
import { type Registration, register } from './requests'
import { useAuthForm } from './useAuthForm'

const names = ['username', 'email', 'password'] as const

/** Creates an account and signs in; the route around it then leads on. */
export function RegisterForm() {
  const send = useSend()
  const { formProps, errors, summary, busy } = useAuthForm({ names, validate, send })
  return (
    <form {...formProps} className="space-y-4">
      <ErrorSummary messages={summary} focus />
      <Field label={text.username} error={errors.username} hint={text.usernameHint}>
        {(control) => (
          <input
            {...control}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            className={inputStyles()}
          />
        )}
      </Field>
      <Field label={text.email} error={errors.email}>
        {(control) => (
          <input {...control} name="email" type="email" autoComplete="email" className={inputStyles()} />
        )}
      </Field>
      <Field label={text.password} error={errors.password} hint={text.passwordHint}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="w-full desk:h-9">
        {text.createAccount}
      </Button>
    </form>
  )
}

/** Whoever sends the same again, as no answer came, opens no second account and is not told that the name is taken. */
function useSend() {
  const attempt = useRef({ values: '', key: '' })
  return (registration: Registration) => {
    const values = JSON.stringify(registration)
    if (attempt.current.values !== values) attempt.current = { values, key: newIdempotencyKey() }
    return register(registration, attempt.current.key)
  }
}

function validate({ username, email, password }: Registration) {
  return {
    ...(username.trim() ? {} : { username: text.chooseUsername }),
    ...(email.includes('@') ? {} : { email: text.emailWrong }),
    ...(password ? {} : { password: text.choosePassword }),
  }
}
