import { useCurrentUser } from '@/entities/user/currentUser'
import { ViewOnly } from '@/entities/user/ViewOnly'
import { ConfirmAddress } from '@/features/account/ConfirmAddress'
import { DeleteAccount } from '@/features/account/DeleteAccount'
import { DeviceList } from '@/features/account/DeviceList'
import { PasswordForm } from '@/features/account/PasswordForm'
import { ProfileForm } from '@/features/account/ProfileForm'
import { useTitle } from '@/lib/useTitle'
import { roles, youMay } from '@/strings/access'
import * as text from '@/strings/account'
import { Badge } from '@/ui/Badge'
import { Section } from '@/ui/Section'
import { ThemeToggle } from '@/ui/ThemeToggle'
import { SectionFrame } from './SectionFrame'

/** What is one's own: name, password, devices, looks, and the end of it. */
export function AccountPage() {
  const user = useCurrentUser()
  useTitle(text.title)
  return (
    <SectionFrame title={text.title}>
      <div className="max-w-5xl px-4 pb-6 desk:px-0">
        <Section
          title={text.profile}
          lead={
            user && (
              <>
                <Badge tone="neutral">{roles[user.role]}</Badge>
                <span className="mt-1.5 block">{youMay[user.role]}</span>
              </>
            )
          }
        >
          <ViewOnly className="mb-4" />
          {user && <ConfirmAddress user={user} />}
          {user && <ProfileForm key={user.id} user={user} />}
        </Section>
        <Section title={text.password} lead={text.passwordLead}>
          <PasswordForm username={user?.username ?? ''} />
        </Section>
        <Section title={text.devices} lead={text.devicesLead}>
          <DeviceList />
        </Section>
        <Section title={text.appearance} lead={text.languageHint}>
          <div className="flex items-center gap-4">
            <span className="font-medium">{text.theme}</span>
            <ThemeToggle />
          </div>
        </Section>
        <Section title={text.deletion} lead={text.deletionLead}>
          <DeleteAccount />
        </Section>
      </div>
    </SectionFrame>
  )
}
