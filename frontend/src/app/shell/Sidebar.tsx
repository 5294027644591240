import { Link, NavLink } from 'react-router'
import { usePerson } from '@/entities/user/can'
import { cx } from '@/lib/cx'
import * as text from '@/strings/shell'
import { Mark } from '@/ui/Mark'
import { sidebarFor } from './navigation'

export function Sidebar() {
  const person = usePerson()
  return (
    <header className="print:hidden sticky top-0 flex h-dvh w-54 shrink-0 flex-col border-line border-r bg-rail">
      <Link to="/" className="flex h-14 items-center gap-2.5 px-4 font-semibold">
        <Mark size={22} />
        {text.appName}
      </Link>
      <nav aria-label={text.mainNavigation} className="flex-1 space-y-0.5 px-2">
        {sidebarFor(person).map(({ to, label, icon: Icon }) => (
          <NavLink
            key={to}
            to={to}
            end={to !== '/settings'}
            className={({ isActive }) =>
              cx(
                'flex h-8 items-center gap-2.5 rounded px-2.5 font-medium transition-colors',
                isActive ? 'bg-sunken text-ink' : 'text-muted hover:bg-sunken hover:text-ink',
              )
            }
          >
            <Icon size={16} aria-hidden="true" />
            {label}
          </NavLink>
        ))}
      </nav>
    </header>
  )
}
