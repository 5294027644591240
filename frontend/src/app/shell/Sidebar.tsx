import { Link, NavLink } from 'react-router'
import { usePerson } from '@/entities/user/can'
import { AccountMenu } from '@/features/account/AccountMenu'
import { SidebarViews } from '@/features/saved-views/SidebarViews'
import { cx } from '@/lib/cx'
import { usePlaceName } from '@/lib/placeName'
import * as text from '@/strings/shell'
import { Mark } from '@/ui/Mark'
import { ThemeButton } from '@/ui/ThemeButton'
import { type Destination, sidebarMain, sidebarMoreFor } from './navigation'

/** The way to every page, one's views, and whose account it is. Where there is little room it shows icons alone. */
export function Sidebar() {
  const person = usePerson()
  const place = usePlaceName()
  return (
    <header className="print:hidden sticky top-0 z-30 flex h-dvh w-54 shrink-0 flex-col border-line border-e bg-rail max-sidebar:w-14">
      <Link to="/" className="flex h-12 shrink-0 items-center gap-2.5 px-4 font-semibold">
        <Mark size={22} />
        <span dir="auto" className="truncate max-sidebar:sr-only">
          {place}
        </span>
      </Link>
      <Pages label={text.mainNavigation} pages={sidebarMain} className="pt-1" />
      <SidebarViews />
      <Pages label={text.moreNavigation} pages={sidebarMoreFor(person)} className="mt-auto pt-4 pb-2" />
      <div className="flex shrink-0 items-center justify-between gap-1 border-line border-t px-2 py-2 max-sidebar:flex-col">
        <AccountMenu />
        <ThemeButton />
      </div>
    </header>
  )
}

interface PagesProps {
  label: string
  pages: Destination[]
  className: string
}

function Pages({ label, pages, className }: PagesProps) {
  return (
    <nav aria-label={label} className={cx('shrink-0 space-y-0.5 px-2', className)}>
      {pages.map(({ to, label, icon: Icon }) => (
        <NavLink
          key={to}
          to={to}
          // Settings and Imports have pages under them.
          end={to === '/'}
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
  )
}
