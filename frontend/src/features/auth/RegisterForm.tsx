import { Button } from '@/components/Button'
import { ErrorSummary } from '@/components/ErrorSummary'
import { Field } from '@/components/Field'
import { inputStyles } from '@/components/inputStyles'
import { PasswordInput } from '@/components/PasswordInput'
import * as text from '@/strings/auth'
import { type Registration, register } from './requests'
import { useAuthForm } from './useAuthForm'

const names = ['username', 'email', 'password'] as const

/** Creates an account and signs in; the route around it then leads on. */
export function RegisterForm() {
  const { formProps, errors, summary, busy } = useAuthForm({ names, validate, send: register })
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

function validate({ username, email, password }: Registration) {
  return {
    ...(username.trim() ? {} : { username: text.chooseUsername }),
    ...(email.includes('@') ? {} : { email: text.emailWrong }),
    ...(password ? {} : { password: text.choosePassword }),
  }
}
