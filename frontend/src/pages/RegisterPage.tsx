import { Link } from 'react-router'
import { AuthLayout } from '@/features/auth/AuthLayout'
import { RegisterForm } from '@/features/auth/RegisterForm'
import { useSignInState } from '@/features/auth/returnTo'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/auth'

export function RegisterPage() {
  const state = useSignInState()
  useTitle(text.createTitle)
  return (
    <AuthLayout
      title={text.createTitle}
      lead={text.createLead}
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
      <RegisterForm />
    </AuthLayout>
  )
}
