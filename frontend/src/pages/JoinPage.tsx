import { useState } from 'react'
import { Link, Navigate } from 'react-router'
import { useUserId } from '@/entities/user/session'
import { AuthLayout } from '@/features/account/AuthLayout'
import { LinkGone } from '@/features/account/LinkGone'
import { LinkPending } from '@/features/account/LinkPending'
import { RegisterForm } from '@/features/account/RegisterForm'
import { type Invitation, readInvitation } from '@/features/account/requests'
import { useLink, useLinkSecret } from '@/features/account/useLink'
import { useTitle } from '@/lib/useTitle'
import { roleInSentence, youMay } from '@/strings/access'
import { haveAccount, signIn } from '@/strings/auth'
import * as text from '@/strings/door'
import { buttonStyles, linkStyles } from '@/ui/buttonStyles'

/** Where an invitation leads, and the set-up link of a server without accounts: an account, once. */
export function JoinPage() {
  const userId = useUserId()
  // Whoever is signed in when the page opens did not come to be somebody else; whoever joins here goes on.
  const [wasSignedIn] = useState(userId !== null)
  useTitle(text.joinTitle)
  if (userId === null) return <Invited />
  return wasSignedIn ? <SignedInAlready /> : <Navigate to="/" replace />
}

function Invited() {
  const secret = useLinkSecret()
  const link = useLink(secret, readInvitation)
  const [isUsed, setUsed] = useState(false)
  if (isUsed || link.state === 'gone')
    return <LinkGone title={text.invitationGone} why={text.invitationGoneWhy} />
  if (link.state !== 'open') return <LinkPending title={text.joinTitle} link={link} />
  const { purpose, email } = link.meaning
  const isSetUp = purpose === 'setup'
  return (
    <AuthLayout
      title={isSetUp ? text.setUpTitle : text.joinTitle}
      lead={isSetUp ? text.setUpLead : leadOf(link.meaning)}
      footer={
        !isSetUp && (
          <>
            {haveAccount}{' '}
            <Link to="/login" className={linkStyles}>
              {signIn}
            </Link>
          </>
        )
      }
    >
      <RegisterForm
        invitation={secret}
        email={email}
        submit={isSetUp ? undefined : text.join}
        onGone={() => setUsed(true)}
      />
    </AuthLayout>
  )
}

function leadOf({ role, invited_by }: Invitation): string {
  const words = roleInSentence[role]
  return `${invited_by ? text.joinLead(invited_by, words) : text.joinLeadPlain(words)} ${youMay[role]}`
}

function SignedInAlready() {
  return (
    <AuthLayout title={text.signedInTitle} lead={text.signedInWhy}>
      <div className="flex flex-col gap-2">
        <Link to="/" className={buttonStyles('primary', 'w-full desk:h-9')}>
          {text.stay}
        </Link>
        <Link to="/logout" className={buttonStyles('secondary', 'w-full desk:h-9')}>
          {text.signOut}
        </Link>
      </div>
    </AuthLayout>
  )
}
