import { Bot, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { InvitationList } from '@/features/people/InvitationList'
import { InviteDialog } from '@/features/people/InviteDialog'
import { NewServiceDialog } from '@/features/people/NewServiceDialog'
import { PeopleList } from '@/features/people/PeopleList'
import { type Account, usePeople } from '@/features/people/people'
import { TokensDialog } from '@/features/people/TokensDialog'
import * as text from '@/strings/people'
import { addService } from '@/strings/tokens'
import { Button } from '@/ui/Button'
import { SettingsFrame } from './SettingsLayout'

/** Who has an account here and what they may do, and the invitations that are still open. */
export function PeoplePage() {
  const { data } = usePeople()
  const [open, setOpen] = useState<'invite' | 'service' | null>(null)
  const [made, setMade] = useState<Account | null>(null)
  return (
    <SettingsFrame
      title={text.title}
      count={
        <span className="whitespace-nowrap text-muted tabular-nums">{data && text.count(data.length)}</span>
      }
      actions={
        <>
          <Button aria-haspopup="dialog" onClick={() => setOpen('service')} title={addService}>
            <Bot size={16} aria-hidden="true" />
            <span className="max-sm:sr-only">{addService}</span>
          </Button>
          <Button variant="primary" aria-haspopup="dialog" onClick={() => setOpen('invite')}>
            <UserPlus size={16} aria-hidden="true" />
            {text.invite}
          </Button>
        </>
      }
    >
      <div className="max-w-5xl">
        <InvitationList />
        <PeopleList />
      </div>
      {open === 'invite' && <InviteDialog onClose={() => setOpen(null)} />}
      {open === 'service' && (
        <NewServiceDialog
          onClose={() => setOpen(null)}
          onMade={(account) => {
            setOpen(null)
            setMade(account)
          }}
        />
      )}
      {made && <TokensDialog account={made} onClose={() => setMade(null)} />}
    </SettingsFrame>
  )
}
