import { Link } from 'react-router'
import { AuthLayout } from '@/features/account/AuthLayout'
import { LoginForm } from '@/features/account/LoginForm'
import { useSignInState } from '@/features/account/returnTo'
import { useRegistrationIsClosed } from '@/features/account/useRegistrationIsClosed'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/auth'

export function LoginPage() {
  const state = useSignInState()
  const isClosed = useRegistrationIsClosed()
  useTitle(text.signIn)
  return (
    <AuthLayout
      title={text.signIn}
      lead={leadFor(state)}
      footer={
        isClosed ? (
          text.askForAccount
        ) : (
          <>
            {text.noAccount}{' '}
            <Link
              to="/register"
              state={state}
              className="font-medium text-accent-ink underline-offset-4 hover:underline"
            >
              {text.createOne}
            </Link>
          </>
        )
      }
    >
      <LoginForm />
    </AuthLayout>
  )
}

function leadFor({ signedOut, from }: ReturnType<typeof useSignInState>): string {
  if (signedOut) return text.leadSignedOut
  if (from && from !== '/') return text.leadReturning
  return text.lead
}
