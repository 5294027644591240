import { Keyboard, LogOut, UserRound } from 'lucide-react'
import { Link } from 'react-router'
import { useCurrentUser } from '@/entities/user/currentUser'
import { openCommand } from '@/lib/shellDialog'
import * as text from '@/strings/shell'
import { ThemeToggle } from '@/ui/ThemeToggle'

const ITEM = 'flex h-9 w-full items-center gap-2.5 rounded px-2.5 hover:bg-sunken'

/** Theme, the account's page, shortcuts, logging out. */
export function AccountPanel() {
  const user = useCurrentUser()
  return (
    <>
      <div className="px-2.5 pt-1.5 pb-2">
        <p className="truncate font-semibold">{user?.username}</p>
        <p className="truncate text-muted text-xs">{user?.email}</p>
      </div>
      <div className="flex items-center justify-between border-line border-y px-2.5 py-2">
        <span aria-hidden="true">{text.theme}</span>
        <ThemeToggle />
      </div>
      <div className="pt-1">
        <Link to="/account" className={ITEM}>
          <UserRound size={16} aria-hidden="true" className="text-muted" />
          {text.account}
        </Link>
        <button type="button" onClick={() => openCommand('shortcuts')} className={ITEM}>
          <Keyboard size={16} aria-hidden="true" className="text-muted" />
          {text.shortcuts}
        </button>
        <Link to="/logout" className={ITEM}>
          <LogOut size={16} aria-hidden="true" className="text-muted" />
          {text.signOut}
        </Link>
      </div>
    </>
  )
}
