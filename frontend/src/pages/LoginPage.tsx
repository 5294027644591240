import { Link } from 'react-router'
import { AuthLayout } from '@/features/account/AuthLayout'
import { LoginForm } from '@/features/account/LoginForm'
import { useSignInState } from '@/features/account/returnTo'
import { useDoor } from '@/features/account/useDoor'
import type { ServerConfig } from '@/lib/config'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/auth'
import { linkStyles } from '@/ui/buttonStyles'

export function LoginPage() {
  const state = useSignInState()
  const door = useDoor()
  useTitle(text.signIn)
  return (
    <AuthLayout
      title={text.signIn}
      lead={leadFor(state)}
      footer={
        whyNoAccount(door) ?? (
          <>
            {text.noAccount}{' '}
            <Link to="/register" state={state} className={linkStyles}>
              {text.createOne}
            </Link>
          </>
        )
      }
    >
      <LoginForm />
      <p className="mt-4 text-center">
        <Link to="/forgot-password" className={linkStyles}>
          {text.forgotPassword}
        </Link>
      </p>
    </AuthLayout>
  )
}

/** In place of the way to a new account, where there is none. */
function whyNoAccount(door: ServerConfig | undefined): string | null {
  if (door?.needs_setup) return text.needsSetUp
  return door && door.registration !== 'open' ? text.askForAccount : null
}

function leadFor({ signedOut, from }: ReturnType<typeof useSignInState>): string {
  if (signedOut) return text.leadSignedOut
  if (from && from !== '/') return text.leadReturning
  return text.lead
}
