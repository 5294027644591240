import { LogOut, Search, ServerCog, UserRound } from 'lucide-react'
import { Link } from 'react-router'
import { usePerson } from '@/entities/user/can'
import { useCurrentUser } from '@/entities/user/currentUser'
import { adminPages } from '@/lib/env'
import { openCommand } from '@/lib/shellDialog'
import * as text from '@/strings/shell'
import { buttonStyles } from '@/ui/buttonStyles'
import { LanguageToggle } from '@/ui/LanguageToggle'
import { SheetDialog } from '@/ui/SheetDialog'
import { ThemeToggle } from '@/ui/ThemeToggle'
import { moreFor } from './navigation'

/** What the phone's bottom bar has no room for. */
export function MoreSheet({ onClose }: { onClose: () => void }) {
  const user = useCurrentUser()
  const account = { to: '/account', label: text.account, icon: UserRound }
  const destinations = [...moreFor(usePerson()), account]
  return (
    <SheetDialog title={user?.username ?? text.account} onClose={onClose}>
      <div className="space-y-4">
        <nav aria-label={text.moreNavigation}>
          {destinations.map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              onClick={onClose}
              className="-mx-2 flex h-12 items-center gap-3 rounded px-2 font-medium text-base hover:bg-sunken"
            >
              <Icon size={18} aria-hidden="true" className="text-muted" />
              {label}
            </Link>
          ))}
          {user?.is_staff && (
            <a
              href={adminPages}
              className="-mx-2 flex h-12 items-center gap-3 rounded px-2 font-medium text-base hover:bg-sunken"
            >
              <ServerCog size={18} aria-hidden="true" className="text-muted" />
              {text.adminPages}
            </a>
          )}
        </nav>
        <button
          type="button"
          onClick={() => {
            onClose()
            openCommand('palette')
          }}
          className="-mx-2 flex h-12 w-[calc(100%+1rem)] items-center gap-3 rounded px-2 font-medium text-base hover:bg-sunken"
        >
          <Search size={18} aria-hidden="true" className="text-muted" />
          {text.openPalette}
        </button>
        {user?.email && <p className="text-muted">{user.email}</p>}
        <div className="flex items-center justify-between">
          <span className="font-medium">{text.theme}</span>
          <ThemeToggle />
        </div>
        <div className="flex items-center justify-between">
          <span className="font-medium">{text.language}</span>
          <LanguageToggle />
        </div>
        <Link to="/logout" className={buttonStyles('secondary', 'w-full')}>
          <LogOut size={16} aria-hidden="true" />
          {text.signOut}
        </Link>
      </div>
    </SheetDialog>
  )
}
