import { useTextForm } from '@/lib/useTextForm'
import * as authText from '@/strings/auth'
import * as text from '@/strings/door'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField } from '@/ui/TextField'
import { requestReset } from './requests'

const names = ['email'] as const

export function ForgotPasswordForm({ onSent }: { onSent: () => void }) {
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ email }): { email?: string } => (email.includes('@') ? {} : { email: authText.emailWrong }),
    send: async ({ email }) => {
      await requestReset(email)
      onSent()
    },
  })
  return (
    <form {...formProps} className="space-y-4">
      <ErrorSummary messages={summary} focus />
      <TextField name="email" type="email" autoComplete="email" label={authText.email} error={errors.email} />
      <Button type="submit" variant="primary" busy={busy} className="w-full desk:h-9">
        {text.sendLink}
      </Button>
    </form>
  )
}
