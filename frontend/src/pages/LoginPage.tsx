import { Link } from 'react-router'
import { AuthLayout } from '@/features/auth/AuthLayout'
import { LoginForm } from '@/features/auth/LoginForm'
import { useSignInState } from '@/features/auth/returnTo'
import { useTitle } from '@/lib/useTitle'

export function LoginPage() {
  const state = useSignInState()
  useTitle('Sign in')
  return (
    <AuthLayout
      title="Sign in"
      lead={leadFor(state)}
      footer={
        <>
          No account yet?{' '}
          <Link
            to="/register"
            state={state}
            className="font-medium text-accent-ink underline-offset-4 hover:underline"
          >
            Create one
          </Link>
        </>
      }
    >
      <LoginForm />
    </AuthLayout>
  )
}

function leadFor({ signedOut, from }: ReturnType<typeof useSignInState>): string {
  if (signedOut) return 'You are logged out.'
  if (from && from !== '/') return 'Sign in, and you go on to the page you asked for.'
  return 'Stock that is always true, on every screen.'
}
