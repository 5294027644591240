import { KeyRound, Trash2, UserCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/people'
import * as tokens from '@/strings/tokens'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { MenuItem } from '@/ui/MenuItem'
import { RowMenu } from '@/ui/RowMenu'
import { DeleteServiceDialog } from './DeleteServiceDialog'
import { type Account, useChangePerson } from './people'
import { ResetLinkDialog } from './ResetLinkDialog'
import { TokensDialog } from './TokensDialog'

/** What is not done to an account every day. */
export function PersonMenu({ person }: { person: Account }) {
  const change = useChangePerson()
  const [open, setOpen] = useState<'reset' | 'deactivate' | 'tokens' | 'delete' | null>(null)
  const { username } = person
  const close = () => setOpen(null)

  function setActive(is_active: boolean) {
    close()
    change.mutate(
      { id: person.id, is_active },
      {
        onSuccess: () => toast.success(is_active ? text.isActivated(username) : text.isDeactivated(username)),
        onError: (error) => toast.error(text.notChanged, { description: errorMessage(error) }),
      },
    )
  }
  return (
    <>
      <RowMenu label={text.moreFor(username)}>
        {person.is_active ? (
          <>
            {person.service ? (
              <MenuItem icon={KeyRound} label={tokens.title} onSelect={() => setOpen('tokens')} />
            ) : (
              <MenuItem icon={KeyRound} label={text.resetLink} onSelect={() => setOpen('reset')} />
            )}
            <MenuItem icon={UserX} label={text.deactivate} isDanger onSelect={() => setOpen('deactivate')} />
          </>
        ) : (
          <MenuItem icon={UserCheck} label={text.activate} onSelect={() => setActive(true)} />
        )}
        {person.service && (
          <MenuItem icon={Trash2} label={tokens.deleteService} isDanger onSelect={() => setOpen('delete')} />
        )}
      </RowMenu>
      {open === 'reset' && <ResetLinkDialog person={person} onClose={close} />}
      {open === 'tokens' && <TokensDialog account={person} onClose={close} />}
      {open === 'delete' && <DeleteServiceDialog account={person} onClose={close} />}
      {open === 'deactivate' && (
        <ConfirmDialog
          open
          onClose={close}
          title={text.deactivateTitle(username)}
          description={<p>{text.deactivateWhat}</p>}
          cancel={text.keepActive}
          actions={
            <Button variant="danger" onClick={() => setActive(false)}>
              {text.deactivate}
            </Button>
          }
        />
      )}
    </>
  )
}
