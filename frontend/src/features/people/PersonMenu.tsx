import { KeyRound, Trash2, UserCheck, UserX } from 'lucide-react'
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

/** What is asked about an account. */
export interface AskedPerson {
  person: Account
  about: 'reset' | 'deactivate' | 'tokens' | 'delete'
}

interface PersonMenuProps {
  person: Account
  /** The list has the dialogs: they outlast the row, which is another on a phone than on a desk. */
  onAsk: (asked: AskedPerson) => void
}

/** What is not done to an account every day. */
export function PersonMenu({ person, onAsk }: PersonMenuProps) {
  const setActive = useSetActive()
  const ask = (about: AskedPerson['about']) => () => onAsk({ person, about })
  return (
    <RowMenu label={text.moreFor(person.username)}>
      {person.is_active ? (
        <>
          {person.service ? (
            <MenuItem icon={KeyRound} label={tokens.title} onSelect={ask('tokens')} />
          ) : (
            <MenuItem icon={KeyRound} label={text.resetLink} onSelect={ask('reset')} />
          )}
          <MenuItem icon={UserX} label={text.deactivate} isDanger onSelect={ask('deactivate')} />
        </>
      ) : (
        <MenuItem icon={UserCheck} label={text.activate} onSelect={() => setActive(person, true)} />
      )}
      {person.service && (
        <MenuItem icon={Trash2} label={tokens.deleteService} isDanger onSelect={ask('delete')} />
      )}
    </RowMenu>
  )
}

export function PersonDialog({ person, about, onClose }: AskedPerson & { onClose: () => void }) {
  const setActive = useSetActive()
  if (about === 'reset') return <ResetLinkDialog person={person} onClose={onClose} />
  if (about === 'tokens') return <TokensDialog account={person} onClose={onClose} />
  if (about === 'delete') return <DeleteServiceDialog account={person} onClose={onClose} />
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={text.deactivateTitle(person.username)}
      description={<p>{text.deactivateWhat}</p>}
      cancel={text.keepActive}
      actions={
        <Button
          variant="danger"
          onClick={() => {
            setActive(person, false)
            onClose()
          }}
        >
          {text.deactivate}
        </Button>
      }
    />
  )
}

function useSetActive() {
  const change = useChangePerson()
  return ({ id, username }: Account, is_active: boolean) =>
    void change.mutateAsync({ id, is_active }).then(
      () => toast.success(is_active ? text.isActivated(username) : text.isDeactivated(username)),
      (error) => toast.error(text.notChanged, { description: errorMessage(error) }),
    )
}
