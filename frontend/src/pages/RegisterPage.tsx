import { Link } from 'react-router'
import { AuthLayout } from '@/features/auth/AuthLayout'
import { RegisterForm } from '@/features/auth/RegisterForm'
import { useSignInState } from '@/features/auth/returnTo'
import { useTitle } from '@/lib/useTitle'

export function RegisterPage() {
  const state = useSignInState()
  useTitle('Create an account')
  return (
    <AuthLayout
      title="Create an account"
      lead="See every product, and add your own."
      footer={
        <>
          Have an account?{' '}
          <Link
            to="/login"
            state={state}
            className="font-medium text-accent-ink underline-offset-4 hover:underline"
          >
            Sign in
          </Link>
        </>
      }
    >
      <RegisterForm />
    </AuthLayout>
  )
}
