import { Link } from 'react-router'
import { AuthLayout } from '@/features/account/AuthLayout'
import { RegisterForm } from '@/features/account/RegisterForm'
import { useSignInState } from '@/features/account/returnTo'
import { useDoor } from '@/features/account/useDoor'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/auth'
import * as doorText from '@/strings/door'
import { linkStyles } from '@/ui/buttonStyles'

const WORDS = {
  open: { title: text.createTitle, lead: text.createLead },
  invite: { title: doorText.inviteOnlyTitle, lead: doorText.inviteOnly },
  closed: { title: text.closedTitle, lead: text.registrationClosed },
}

export function RegisterPage() {
  const state = useSignInState()
  const mode = useDoor()?.registration ?? 'open'
  const { title, lead } = WORDS[mode]
  useTitle(title)
  return (
    <AuthLayout
      title={title}
      lead={lead}
      footer={
        <>
          {text.haveAccount}{' '}
          <Link to="/login" state={state} className={linkStyles}>
            {text.signIn}
          </Link>
        </>
      }
    >
      {mode === 'open' && <RegisterForm />}
    </AuthLayout>
  )
}
