import { Link } from 'react-router'
import { AuthLayout } from '@/features/account/AuthLayout'
import { RegisterForm } from '@/features/account/RegisterForm'
import { useSignInState } from '@/features/account/returnTo'
import { useRegistrationIsClosed } from '@/features/account/useRegistrationIsClosed'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/auth'

export function RegisterPage() {
  const state = useSignInState()
  const isClosed = useRegistrationIsClosed()
  const title = isClosed ? text.closedTitle : text.createTitle
  useTitle(title)
  return (
    <AuthLayout
      title={title}
      lead={isClosed ? text.registrationClosed : text.createLead}
      footer={
        <>
          {text.haveAccount}{' '}
          <Link
            to="/login"
            state={state}
            className="font-medium text-accent-ink underline-offset-4 hover:underline"
          >
            {text.signIn}
          </Link>
        </>
      }
    >
      {!isClosed && <RegisterForm />}
    </AuthLayout>
  )
}
