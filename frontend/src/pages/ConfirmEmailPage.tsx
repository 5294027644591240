import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { AuthLayout } from '@/features/account/AuthLayout'
import { LinkGone } from '@/features/account/LinkGone'
import { confirmEmail, isGone } from '@/features/account/requests'
import { useLinkSecret } from '@/features/account/useLink'
import { errorMessage } from '@/lib/api/errors'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/door'
import { toInventory } from '@/strings/shell'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'

/** Where the link in a mail leads that confirms an address. Pressed, not only opened: programs open links in mails. */
export function ConfirmEmailPage() {
  const secret = useLinkSecret()
  const [state, setState] = useState<'asking' | 'busy' | 'done' | 'gone'>(secret ? 'asking' : 'gone')
  const [problem, setProblem] = useState('')
  const next = useRef<HTMLAnchorElement>(null)
  useTitle(text.confirmTitle)
  useEffect(() => {
    if (state === 'done') next.current?.focus()
  }, [state])
  async function confirm() {
    setState('busy')
    try {
      await confirmEmail(secret)
      setState('done')
    } catch (error) {
      setState(isGone(error) ? 'gone' : 'asking')
      setProblem(errorMessage(error))
    }
  }
  if (state === 'gone')
    return (
      <LinkGone title={text.resetGone} why={text.confirmGoneWhy} next={{ to: '/', label: toInventory }} />
    )
  if (state === 'done') {
    return (
      <AuthLayout title={text.confirmDone} lead={text.confirmDoneWhy}>
        <Link ref={next} to="/" className={buttonStyles('primary', 'w-full desk:h-9')}>
          {toInventory}
        </Link>
      </AuthLayout>
    )
  }
  return (
    <AuthLayout title={text.confirmTitle} lead={problem || text.confirmLead}>
      <Button
        variant="primary"
        busy={state === 'busy'}
        onClick={() => void confirm()}
        className="w-full desk:h-9"
      >
        {text.confirm}
      </Button>
    </AuthLayout>
  )
}
