import { Button } from '@/components/Button'
import { ErrorSummary } from '@/components/ErrorSummary'
import { Field } from '@/components/Field'
import { inputStyles } from '@/components/inputStyles'
import { PasswordInput } from '@/components/PasswordInput'
import { type Registration, register } from './requests'
import { useAuthForm } from './useAuthForm'

const names = ['username', 'email', 'password'] as const

/** Creates an account and signs in; the route around it then leads on. */
export function RegisterForm() {
  const { formProps, errors, summary, busy } = useAuthForm({ names, validate, send: register })
  return (
    <form {...formProps} className="space-y-4">
      <ErrorSummary messages={summary} focus />
      <Field label="Username" error={errors.username} hint="Others see it on the changes you make.">
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
      <Field label="Email" error={errors.email}>
        {(control) => (
          <input {...control} name="email" type="email" autoComplete="email" className={inputStyles()} />
        )}
      </Field>
      <Field label="Password" error={errors.password} hint="At least 8 characters, and not a common one.">
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="w-full desk:h-9">
        Create account
      </Button>
    </form>
  )
}

function validate({ username, email, password }: Registration) {
  return {
    ...(username.trim() ? {} : { username: 'Choose a username.' }),
    ...(email.includes('@') ? {} : { email: 'Enter an email address, like name@example.com.' }),
    ...(password ? {} : { password: 'Choose a password.' }),
  }
}
