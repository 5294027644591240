import { Suspense } from 'react'
import { can, usePerson } from '@/entities/user/can'
import { useCurrentUser } from '@/entities/user/currentUser'
import { ViewOnly } from '@/entities/user/ViewOnly'
import { ConfirmAddress } from '@/features/account/ConfirmAddress'
import { DeleteAccount } from '@/features/account/DeleteAccount'
import { DeviceList } from '@/features/account/DeviceList'
import { PasswordForm } from '@/features/account/PasswordForm'
import { ProfileForm } from '@/features/account/ProfileForm'
import { TokenList } from '@/features/people/TokenList'
import { QuickReasons } from '@/features/stock-adjust/QuickReasons'
import { lazyPart } from '@/lib/loadPart'
import { useTitle } from '@/lib/useTitle'
import { roles, youMay } from '@/strings/access'
import * as text from '@/strings/account'
import * as quick from '@/strings/quickReasons'
import * as tokens from '@/strings/tokens'
import { Badge } from '@/ui/Badge'
import { LanguageToggle } from '@/ui/LanguageToggle'
import { Section } from '@/ui/Section'
import { ThemeToggle } from '@/ui/ThemeToggle'
import { SectionFrame } from './SectionFrame'

const SampleSection = lazyPart(
  async () => (await import('@/features/first-minutes/RemoveSamples')).SampleSection,
)

/** What is one's own: name, password, devices, looks, and the end of it. */
export function AccountPage() {
  const user = useCurrentUser()
  const person = usePerson()
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
        <Section title={tokens.title} lead={tokens.lead}>
          <TokenList account={null} />
        </Section>
        {can(person, 'product:select') && (
          <Section title={quick.title} lead={quick.lead}>
            <QuickReasons className="max-w-md" />
          </Section>
        )}
        <Section title={text.appearance} lead={text.appearanceLead}>
          <div className="flex items-center gap-4">
            <span className="font-medium">{text.theme}</span>
            <ThemeToggle />
          </div>
          <div className="mt-3 flex items-center gap-4">
            <span className="font-medium">{text.language}</span>
            <LanguageToggle />
          </div>
        </Section>
        <Suspense>{can(person, 'product:create') && <SampleSection />}</Suspense>
        <Section title={text.deletion} lead={text.deletionLead}>
          <DeleteAccount />
        </Section>
      </div>
    </SectionFrame>
  )
}
