import type { ReactNode } from 'react'
import { Navigate, NavLink, Outlet, useLocation } from 'react-router'
import { can, usePerson } from '@/entities/user/can'
import { useAdmins } from '@/entities/user/currentUser'
import { NotAllowed } from '@/entities/user/NotAllowed'
import { cx } from '@/lib/cx'
import { useTitle } from '@/lib/useTitle'
import { SectionFrame } from '@/pages/SectionFrame'
import * as accessText from '@/strings/access'
import { title as categories } from '@/strings/categories'
import * as text from '@/strings/people'
import { title as place } from '@/strings/place'
import { settings } from '@/strings/shell'
import { title as auditTitle } from '@/strings/trail'

/** The pages of the settings, in the order of their tabs. */
const PAGES = [
  { to: '/settings/people', label: text.title, right: 'people:manage' },
  { to: '/settings/categories', label: categories, right: 'category:manage' },
  { to: '/settings/place', label: place, right: 'place:manage' },
  { to: '/settings/audit', label: auditTitle, right: 'audit:read' },
] as const

/** Around every page of the settings: who may come in, and the way between them. */
export function SettingsLayout() {
  const person = usePerson()
  const { pathname } = useLocation()
  // Until it is known who asks, nothing is refused and nothing shown.
  if (person.role === null) return null
  const mine = PAGES.filter(({ right }) => can(person, right))
  if (mine.some(({ to }) => pathname.startsWith(to))) return <Outlet />
  const isAtDoor = !PAGES.some(({ to }) => pathname.startsWith(to))
  if (isAtDoor && mine[0]) return <Navigate to={mine[0].to} replace />
  return <Refused isForManagers={pathname.startsWith('/settings/categories')} />
}

interface SettingsFrameProps {
  title: string
  count?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** The frame of one page of the settings. */
export function SettingsFrame({ title, count, actions, children }: SettingsFrameProps) {
  const person = usePerson()
  useTitle(title)
  return (
    <SectionFrame title={settings} count={count} actions={actions}>
      <nav aria-label={settings} className="mb-4 flex gap-1 border-line border-b max-desk:px-4">
        {PAGES.filter(({ right }) => can(person, right)).map(({ to, label }) => (
          <NavLink
            key={to}
            to={to}
            className={({ isActive }) =>
              cx(
                '-mb-px flex h-11 items-center border-b-2 px-2 font-medium desk:h-9',
                isActive
                  ? 'border-accent-ink text-ink'
                  : 'border-transparent text-muted hover:text-ink print:hidden',
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

function Refused({ isForManagers }: { isForManagers: boolean }) {
  const admins = useAdmins()
  useTitle(settings)
  return (
    <SectionFrame title={settings}>
      <NotAllowed
        title={isForManagers ? accessText.managersOnly : accessText.adminsOnly}
        why={accessText.adminsOnlyWhy(admins)}
      />
    </SectionFrame>
  )
}
