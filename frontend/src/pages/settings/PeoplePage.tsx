import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { InvitationList } from '@/features/people/InvitationList'
import { InviteDialog } from '@/features/people/InviteDialog'
import { PeopleList } from '@/features/people/PeopleList'
import { usePeople } from '@/features/people/people'
import * as text from '@/strings/people'
import { Button } from '@/ui/Button'
import { SettingsFrame } from './SettingsLayout'

/** Who has an account here and what they may do, and the invitations that are still open. */
export function PeoplePage() {
  const { data } = usePeople()
  const [isInviting, setInviting] = useState(false)
  return (
    <SettingsFrame
      title={text.title}
      count={
        <span className="whitespace-nowrap text-muted tabular-nums">{data && text.count(data.length)}</span>
      }
      actions={
        <Button variant="primary" aria-haspopup="dialog" onClick={() => setInviting(true)}>
          <UserPlus size={16} aria-hidden="true" />
          {text.invite}
        </Button>
      }
    >
      <div className="max-w-5xl">
        <InvitationList />
        <PeopleList />
      </div>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </SettingsFrame>
  )
}
