import { useState } from 'react'
import { toast } from 'sonner'
import { ROLES, type Role } from '@/entities/user/roles'
import { errorMessage } from '@/lib/api/errors'
import { roleInSentence, roles } from '@/strings/access'
import * as text from '@/strings/people'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { inputStyles } from '@/ui/inputStyles'
import { type Account, useChangePerson } from './people'

interface RoleSelectProps {
  person: Account
  isSelf: boolean
}

/** What somebody may do; another choice takes effect at once, on their screens too. */
export function RoleSelect({ person, isSelf }: RoleSelectProps) {
  const change = useChangePerson()
  const [asked, setAsked] = useState<Role | null>(null)
  const shown = change.isPending ? (change.variables.role ?? person.role) : person.role

  function choose(role: Role) {
    setAsked(null)
    void change.mutateAsync({ id: person.id, role }).then(
      () => toast.success(text.roleChanged(person.username, roleInSentence[role])),
      (error) => toast.error(text.roleNotChanged, { description: errorMessage(error) }),
    )
  }
  return (
    <>
      <select
        aria-label={text.roleOf(person.username)}
        value={shown}
        // Disabled, it would lose the focus.
        aria-disabled={change.isPending}
        onChange={(event) => {
          const role = event.target.value as Role
          if (change.isPending) return
          // Whoever gives their own role away cannot take it back.
          if (isSelf) setAsked(role)
          else choose(role)
        }}
        className={inputStyles('w-36! desk:h-8! desk:px-2!')}
      >
        {ROLES.filter((role) => role !== 'admin' || !person.service).map((role) => (
          <option key={role} value={role}>
            {roles[role]}
          </option>
        ))}
      </select>
      {asked && (
        <ConfirmDialog
          open
          onClose={() => setAsked(null)}
          title={text.ownRoleTitle}
          description={<p>{text.ownRoleWhat}</p>}
          cancel={text.keepRole}
          actions={
            <Button variant="danger" onClick={() => choose(asked)}>
              {text.giveUp}
            </Button>
          }
        />
      )}
    </>
  )
}
