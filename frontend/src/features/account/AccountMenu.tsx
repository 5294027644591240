import { Suspense } from 'react'
import { useCurrentUser } from '@/entities/user/currentUser'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/shell'
import { DropPanel } from '@/ui/DropPanel'
import { Initials } from '@/ui/Initials'

const AccountPanel = lazyPart(async () => (await import('./AccountPanel')).AccountPanel)

/** Who is signed in; opens what is theirs. */
export function AccountMenu() {
  const name = useCurrentUser()?.username ?? ''
  return (
    <DropPanel
      label={
        <>
          <Initials name={name} />
          <span aria-hidden="true" className="truncate max-sidebar:hidden">
            {name}
          </span>
        </>
      }
      name={name ? text.accountOf(name) : text.account}
      side="top"
      buttonClassName="flex h-9 min-w-9 max-w-36 items-center justify-center gap-2 rounded px-1 hover:bg-sunken"
    >
      <Suspense>
        <AccountPanel />
      </Suspense>
    </DropPanel>
  )
}
