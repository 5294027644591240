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
      label={<Initials name={name} />}
      name={name ? text.accountOf(name) : text.account}
      align="right"
      buttonClassName="flex size-8 items-center justify-center rounded-full"
    >
      <Suspense>
        <AccountPanel />
      </Suspense>
    </DropPanel>
  )
}
