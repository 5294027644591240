import { ApiError } from '@/lib/api/errors'
import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/auth'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField, usernameInput } from '@/ui/TextField'
import { type Credentials, signIn } from './requests'

const names = ['username', 'password'] as const

/** Signs in; the route around it then leads on. */
export function LoginForm() {
  const { formProps, errors, summary, busy } = useTextForm({ names, validate, send })
  return (
    <form {...formProps} className="space-y-4">
      <ErrorSummary messages={summary} focus />
      <TextField {...usernameInput} name="username" label={text.username} error={errors.username} />
      <TextField
        name="password"
        type="password"
        autoComplete="current-password"
        label={text.password}
        error={errors.password}
      />
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
