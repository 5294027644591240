import { Keyboard, LogOut, ServerCog, UserRound } from 'lucide-react'
import { Link } from 'react-router'
import { useCurrentUser } from '@/entities/user/currentUser'
import { adminPages } from '@/lib/env'
import { openCommand } from '@/lib/shellDialog'
import * as text from '@/strings/shell'
import { LanguageToggle } from '@/ui/LanguageToggle'
import { ThemeToggle } from '@/ui/ThemeToggle'

const ITEM = 'flex h-9 w-full items-center gap-2.5 rounded px-2.5 hover:bg-sunken'

/** Theme, language, the account's page, shortcuts, logging out. */
export function AccountPanel() {
  const user = useCurrentUser()
  return (
    <>
      <div className="px-2.5 pt-1.5 pb-2">
        <p className="truncate font-semibold">{user?.username}</p>
        <p className="truncate text-muted text-xs">{user?.email}</p>
      </div>
      <div className="space-y-2 border-line border-y px-2.5 py-2">
        <div className="flex items-center justify-between gap-2">
          <span aria-hidden="true">{text.theme}</span>
          <ThemeToggle />
        </div>
        <div className="flex items-center justify-between gap-2">
          <span aria-hidden="true">{text.language}</span>
          <LanguageToggle />
        </div>
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
        {user?.is_staff && (
          <a href={adminPages} className={ITEM}>
            <ServerCog size={16} aria-hidden="true" className="text-muted" />
            {text.adminPages}
          </a>
        )}
        <Link to="/logout" className={ITEM}>
          <LogOut size={16} aria-hidden="true" className="text-muted" />
          {text.signOut}
        </Link>
      </div>
    </>
  )
}
