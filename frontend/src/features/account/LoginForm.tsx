import { ApiError } from '@/lib/api/errors'
import * as text from '@/strings/auth'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { PasswordInput } from '@/ui/PasswordInput'
import { type Credentials, signIn } from './requests'
import { useAuthForm } from './useAuthForm'

const names = ['username', 'password'] as const

/** Signs in; the route around it then leads on. */
export function LoginForm() {
  const { formProps, errors, summary, busy } = useAuthForm({ names, validate, send })
  return (
    <form {...formProps} className="space-y-4">
      <ErrorSummary messages={summary} focus />
      <Field label={text.username} error={errors.username}>
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
      <Field label={text.password} error={errors.password}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" />}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="w-full desk:h-9">
        {text.signIn}
      </Button>
    </form>
  )
}

function validate({ username, password }: Credentials) {
  return {
    ...(username.trim() ? {} : { username: text.usernameMissing }),
    ...(password ? {} : { password: text.passwordMissing }),
  }
}

async function send(credentials: Credentials) {
  try {
    await signIn(credentials)
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      throw new ApiError({ status: 401, message: text.wrongCredentials })
    }
    throw error
  }
}
