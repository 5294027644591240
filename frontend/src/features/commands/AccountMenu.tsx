import { Suspense } from 'react'
import { DropPanel } from '@/components/DropPanel'
import { Initials } from '@/components/Initials'
import { useCurrentUser } from '@/features/auth/currentUser'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/shell'

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
