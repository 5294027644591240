import { toast } from 'sonner'
import type { CurrentUser } from '@/entities/user/currentUser'
import { errorMessage } from '@/lib/api/errors'
import { useConfig } from '@/lib/config'
import * as text from '@/strings/account'
import { Button } from '@/ui/Button'
import { useSendConfirmation } from './account'

/** Says that no notices go to the address yet, and has the link sent that confirms it; nothing where that is not so. */
export function ConfirmAddress({ user }: { user: CurrentUser }) {
  const hasMail = useConfig()?.mail
  const send = useSendConfirmation()
  if (!hasMail || !user.email || user.email_confirmed) return null
  const confirm = () =>
    void send.mutateAsync().then(
      () => toast.success(text.confirmationSent),
      (error) => toast.error(errorMessage(error)),
    )
  return (
    <div className="mb-5 flex max-w-lg flex-wrap items-center justify-between gap-3 rounded bg-low-soft px-3 py-2 text-low-ink">
      <p>{text.notConfirmed}</p>
      <Button busy={send.isPending} onClick={confirm}>
        {text.sendConfirmation}
      </Button>
    </div>
  )
}
