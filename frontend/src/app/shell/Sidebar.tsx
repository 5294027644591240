import { LogOut } from 'lucide-react'
import { Link, NavLink } from 'react-router'
import { iconButtonStyles } from '@/components/buttonStyles'
import { Mark } from '@/components/Mark'
import { ThemeToggle } from '@/components/ThemeToggle'
import { useCurrentUser } from '@/features/auth/currentUser'
import { cx } from '@/lib/cx'
import { sidebar } from './navigation'

export function Sidebar() {
  const user = useCurrentUser()
  return (
    <header className="print:hidden sticky top-0 flex h-dvh w-54 shrink-0 flex-col border-line border-r bg-rail">
      <Link to="/" className="flex h-14 items-center gap-2.5 px-4 font-semibold">
        <Mark size={22} />
        LR Inventory
      </Link>
      <nav aria-label="Main" className="flex-1 space-y-0.5 px-2">
        {sidebar.map(({ to, label, icon: Icon }) => (
          <NavLink
            key={to}
            to={to}
            end
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
      <div className="space-y-3 border-line border-t p-3">
        <div className="flex items-center gap-2.5">
          <Initials name={user?.username} />
          <span className="min-w-0 flex-1 truncate font-medium">{user?.username}</span>
          <Link to="/logout" aria-label="Log out" title="Log out" className={iconButtonStyles}>
            <LogOut size={16} aria-hidden="true" />
          </Link>
        </div>
        <ThemeToggle />
      </div>
    </header>
  )
}

function Initials({ name = '' }: { name?: string }) {
  return (
    <span
      aria-hidden="true"
      className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-ink text-xs uppercase"
    >
      {name.slice(0, 2)}
    </span>
  )
}
