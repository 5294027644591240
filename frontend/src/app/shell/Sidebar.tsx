import { Link, NavLink } from 'react-router'
import { usePerson } from '@/entities/user/can'
import { AccountMenu } from '@/features/account/AccountMenu'
import { SidebarViews } from '@/features/saved-views/SidebarViews'
import { cx } from '@/lib/cx'
import * as text from '@/strings/shell'
import { Mark } from '@/ui/Mark'
import { ThemeButton } from '@/ui/ThemeButton'
import { sidebarFor } from './navigation'

/** The way to every page, one's views, and whose account it is. Where there is little room it shows icons alone. */
export function Sidebar() {
  const person = usePerson()
  return (
    <header className="print:hidden sticky top-0 z-30 flex h-dvh w-54 shrink-0 flex-col border-line border-r bg-rail max-sidebar:w-14">
      <Link to="/" className="flex h-12 shrink-0 items-center gap-2.5 px-4 font-semibold">
        <Mark size={22} />
        <span className="max-sidebar:sr-only">{text.appName}</span>
      </Link>
      <nav aria-label={text.mainNavigation} className="shrink-0 space-y-0.5 px-2 pt-1">
        {sidebarFor(person).map(({ to, label, icon: Icon }) => (
          <NavLink
            key={to}
            to={to}
            end={to !== '/settings'}
            title={label}
            className={({ isActive }) =>
              cx(
                'flex h-8 items-center gap-2.5 rounded px-2.5 font-medium transition-colors max-sidebar:h-10 max-sidebar:justify-center',
                isActive ? 'bg-sunken text-ink' : 'text-muted hover:bg-sunken hover:text-ink',
              )
            }
          >
            <Icon size={16} aria-hidden="true" className="shrink-0" />
            <span className="max-sidebar:sr-only">{label}</span>
          </NavLink>
        ))}
      </nav>
      <SidebarViews />
      <div className="mt-auto flex shrink-0 items-center justify-between gap-1 border-line border-t px-2 py-2 max-sidebar:flex-col">
        <AccountMenu />
        <ThemeButton />
      </div>
    </header>
  )
}
