import { useState } from 'react'
import { Link } from 'react-router'
import { AuthLayout } from '@/features/account/AuthLayout'
import { LinkGone } from '@/features/account/LinkGone'
import { LinkPending } from '@/features/account/LinkPending'
import { ResetPasswordForm } from '@/features/account/ResetPasswordForm'
import { readResetLink } from '@/features/account/requests'
import { useLink, useLinkSecret } from '@/features/account/useLink'
import { useTitle } from '@/lib/useTitle'
import { signIn } from '@/strings/auth'
import * as text from '@/strings/door'
import { buttonStyles } from '@/ui/buttonStyles'

const TO_ANOTHER = { to: '/forgot-password', label: text.askAgain }

/** Where a reset link leads: a new password, once. */
export function ResetPasswordPage() {
  const secret = useLinkSecret()
  const link = useLink(secret, readResetLink)
  const [end, setEnd] = useState<'done' | 'gone' | null>(null)
  useTitle(text.resetTitle)
  if (end === 'done') {
    return (
      <AuthLayout title={text.resetDone} lead={text.resetDoneWhy}>
        <Link to="/login" className={buttonStyles('primary', 'w-full desk:h-9')}>
          {signIn}
        </Link>
      </AuthLayout>
    )
  }
  if (end === 'gone' || link.state === 'gone')
    return <LinkGone title={text.resetGone} why={text.resetGoneWhy} next={TO_ANOTHER} />
  if (link.state !== 'open') return <LinkPending title={text.resetTitle} link={link} />
  const { username } = link.meaning
  return (
    <AuthLayout title={text.resetTitle} lead={text.resetLead(username)}>
      <ResetPasswordForm
        secret={secret}
        username={username}
        onDone={() => setEnd('done')}
        onGone={() => setEnd('gone')}
      />
    </AuthLayout>
  )
}
