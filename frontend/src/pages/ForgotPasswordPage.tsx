import { useState } from 'react'
import { Link } from 'react-router'
import { AuthLayout } from '@/features/account/AuthLayout'
import { ForgotPasswordForm } from '@/features/account/ForgotPasswordForm'
import { useDoor } from '@/features/account/useDoor'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/door'
import { linkStyles } from '@/ui/buttonStyles'

/** Sends a link to choose a new password; where there is no mail, says whom to ask for one. */
export function ForgotPasswordPage() {
  const door = useDoor()
  const [isSent, setSent] = useState(false)
  const title = isSent ? text.linkSent : text.forgotTitle
  useTitle(title)
  const hasMail = door?.mail !== false
  const lead = hasMail ? text.forgotLead : text.forgotNoMail
  return (
    <AuthLayout
      title={title}
      lead={<span role={isSent ? 'status' : undefined}>{isSent ? text.linkSentWhy : lead}</span>}
      footer={
        <Link to="/login" className={linkStyles}>
          {text.backToSignIn}
        </Link>
      }
    >
      {hasMail && !isSent && <ForgotPasswordForm onSent={() => setSent(true)} />}
    </AuthLayout>
  )
}
