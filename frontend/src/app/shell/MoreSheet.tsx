import { LogOut, Search } from 'lucide-react'
import { Link } from 'react-router'
import { buttonStyles } from '@/components/buttonStyles'
import { Sheet } from '@/components/Sheet'
import { ThemeToggle } from '@/components/ThemeToggle'
import { useCurrentUser } from '@/features/auth/currentUser'
import { openCommand } from '@/features/commands/commandStore'
import { open } from '@/strings/commands'
import * as text from '@/strings/shell'
import { more } from './navigation'

interface MoreSheetProps {
  open: boolean
  onClose: () => void
}

export function MoreSheet(props: MoreSheetProps) {
  const user = useCurrentUser()
  return (
    <Sheet title={user?.username ?? text.account} {...props}>
      <div className="space-y-4">
        <nav aria-label={text.moreNavigation}>
          {more.map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              onClick={props.onClose}
              className="-mx-2 flex h-12 items-center gap-3 rounded px-2 font-medium text-base hover:bg-sunken"
            >
              <Icon size={18} aria-hidden="true" className="text-muted" />
              {label}
            </Link>
          ))}
        </nav>
        <button
          type="button"
          onClick={() => {
            props.onClose()
            openCommand('palette')
          }}
          className="-mx-2 flex h-12 w-[calc(100%+1rem)] items-center gap-3 rounded px-2 font-medium text-base hover:bg-sunken"
        >
          <Search size={18} aria-hidden="true" className="text-muted" />
          {open}
        </button>
        {user?.email && <p className="text-muted">{user.email}</p>}
        <div className="flex items-center justify-between">
          <span className="font-medium">{text.theme}</span>
          <ThemeToggle />
        </div>
        <Link to="/logout" className={buttonStyles('secondary', 'w-full')}>
          <LogOut size={16} aria-hidden="true" />
          {text.logOut}
        </Link>
      </div>
    </Sheet>
  )
}
