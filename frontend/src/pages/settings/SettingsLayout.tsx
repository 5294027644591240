import type { ReactNode } from 'react'
import { NavLink, Outlet } from 'react-router'
import { can, usePerson } from '@/entities/user/can'
import { useAdmins } from '@/entities/user/currentUser'
import { NotAllowed } from '@/entities/user/NotAllowed'
import { cx } from '@/lib/cx'
import { useTitle } from '@/lib/useTitle'
import { SectionFrame } from '@/pages/SectionFrame'
import * as accessText from '@/strings/access'
import * as text from '@/strings/people'
import { settings } from '@/strings/shell'

/** The pages of the settings, in the order of their tabs. */
const PAGES = [{ to: '/settings/people', label: text.title }]

/** Around every page of the settings: who may come in, and the way between them. */
export function SettingsLayout() {
  const person = usePerson()
  // Until it is known who asks, nothing is refused and nothing shown.
  if (person.role === null) return null
  return can(person, 'people:manage') ? <Outlet /> : <Refused />
}

interface SettingsFrameProps {
  title: string
  count?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** The frame of one page of the settings. */
export function SettingsFrame({ title, count, actions, children }: SettingsFrameProps) {
  useTitle(title)
  return (
    <SectionFrame title={settings} count={count} actions={actions}>
      <nav aria-label={settings} className="mb-4 flex gap-1 border-line border-b max-desk:px-4">
        {PAGES.map(({ to, label }) => (
          <NavLink
            key={to}
            to={to}
            className={({ isActive }) =>
              cx(
                '-mb-px flex h-11 items-center border-b-2 px-2 font-medium desk:h-9',
                isActive ? 'border-accent-ink text-ink' : 'border-transparent text-muted hover:text-ink',
              )
            }
          >
            {label}
          </NavLink>
        ))}
      </nav>
      {children}
    </SectionFrame>
  )
}

function Refused() {
  const admins = useAdmins()
  useTitle(settings)
  return (
    <SectionFrame title={settings}>
      <NotAllowed title={accessText.adminsOnly} why={accessText.adminsOnlyWhy(admins)} />
    </SectionFrame>
  )
}
