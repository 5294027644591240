import { useState } from 'react'
import { toast } from 'sonner'
import { errorMessage } from '@/lib/api/errors'
import { formatDate } from '@/lib/format'
import { roles } from '@/strings/access'
import * as text from '@/strings/people'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { RelativeTime } from '@/ui/RelativeTime'
import { type Invitation, useInvitations, useRevoke } from './people'

/** The links that are still good, and who came by one lately; nothing while there are none. */
export function InvitationList() {
  const { data = [] } = useInvitations()
  if (data.length === 0) return null
  return (
    <section tabIndex={-1} aria-labelledby="invitations" className="mb-6 px-4 outline-none desk:px-0">
      <h2 id="invitations" className="mb-2 font-semibold">
        {text.invitations}
      </h2>
      <ul className="divide-y divide-line rounded border border-line">
        {data.map((invitation) => (
          <InvitationItem key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </section>
  )
}

function InvitationItem({ invitation }: { invitation: Invitation }) {
  const revoke = useRevoke()
  const [isAsking, setAsking] = useState(false)
  const whom = invitation.email || text.anybody
  function confirm() {
    void revoke.mutateAsync(invitation).then(
      () => toast.success(text.revoked),
      (error) => toast.error(text.notChanged, { description: errorMessage(error) }),
    )
    setAsking(false)
  }
  return (
    <li className="flex items-center gap-3 px-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{whom}</p>
        <p className="text-muted text-xs">
          <span>{roles[invitation.role]}</span>
          {invitation.created_by && (
            <>
              {' · '}
              <span>{text.invitedBy(invitation.created_by)}</span>
            </>
          )}
          {' · '}
          {invitation.used_at ? (
            <>
              <span>{invitation.used_by ? text.usedBy(invitation.used_by) : text.used}</span>{' '}
              <RelativeTime iso={invitation.used_at} />
            </>
          ) : (
            <span>{text.until(formatDate(invitation.expires_at))}</span>
          )}
        </p>
      </div>
      {!invitation.used_at && (
        <Button aria-label={text.revokeFor(whom)} aria-haspopup="dialog" onClick={() => setAsking(true)}>
          {text.revoke}
        </Button>
      )}
      {isAsking && (
        <ConfirmDialog
          open
          onClose={() => setAsking(false)}
          title={text.revokeTitle}
          description={<p>{text.revokeWhat}</p>}
          cancel={text.keepInvitation}
          actions={
            <Button variant="danger" onClick={confirm}>
              {text.revoke}
            </Button>
          }
        />
      )}
    </li>
  )
}
