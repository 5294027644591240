import { Ellipsis, KeyRound, type LucideIcon, UserCheck, UserX } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorMessage } from '@/lib/api/errors'
import { cx } from '@/lib/cx'
import * as text from '@/strings/people'
import { Button } from '@/ui/Button'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { type Account, useChangePerson } from './people'
import { ResetLinkDialog } from './ResetLinkDialog'

/** What is not done to an account every day. */
export function PersonMenu({ person }: { person: Account }) {
  const change = useChangePerson()
  const [open, setOpen] = useState<'reset' | 'deactivate' | null>(null)
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
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label={text.moreFor(username)}
          title={text.moreFor(username)}
          className={iconButtonStyles}
        >
          <Ellipsis size={18} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="end"
            sideOffset={4}
            collisionPadding={8}
            className="z-40 min-w-44 animate-rise rounded bg-surface p-1 shadow-raised"
          >
            {person.is_active ? (
              <>
                <Item icon={KeyRound} label={text.resetLink} onSelect={() => setOpen('reset')} />
                <Item icon={UserX} label={text.deactivate} isDanger onSelect={() => setOpen('deactivate')} />
              </>
            ) : (
              <Item icon={UserCheck} label={text.activate} onSelect={() => setActive(true)} />
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {open === 'reset' && <ResetLinkDialog person={person} onClose={close} />}
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

interface ItemProps {
  icon: LucideIcon
  label: string
  isDanger?: boolean
  onSelect: () => void
}

function Item({ icon: Icon, label, isDanger, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      className={cx(
        'flex h-11 cursor-pointer items-center gap-2.5 rounded px-2.5 outline-none data-highlighted:bg-sunken desk:h-8',
        isDanger && 'text-out-ink',
      )}
    >
      <Icon size={15} aria-hidden="true" />
      {label}
    </DropdownMenu.Item>
  )
}
