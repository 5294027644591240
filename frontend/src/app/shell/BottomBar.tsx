import { Ellipsis, ScanBarcode } from 'lucide-react'
import { Suspense, useState } from 'react'
import { NavLink } from 'react-router'
import { usePerson } from '@/entities/user/can'
import { cx } from '@/lib/cx'
import { lazyPart } from '@/lib/loadPart'
import { openCommand } from '@/lib/shellDialog'
import * as text from '@/strings/shell'
import { addFor, bottomBar, type Destination } from './navigation'

const MoreSheet = lazyPart(async () => (await import('./MoreSheet')).MoreSheet)

const item =
  'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs focus-visible:-outline-offset-2'

export function BottomBar() {
  const person = usePerson()
  const [showsMore, setShowsMore] = useState(false)
  return (
    <nav
      aria-label={text.mainNavigation}
      className="print:hidden fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-rail pb-[env(safe-area-inset-bottom)]"
    >
      {bottomBar.map(link)}
      <button
        type="button"
        aria-label={text.scan}
        aria-haspopup="dialog"
        onClick={() => openCommand('scan')}
        className={cx(item, 'text-muted')}
      >
        <ScanBarcode size={20} aria-hidden="true" />
        {text.scanShort}
      </button>
      {addFor(person).map(link)}
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setShowsMore(true)}
        className={cx(item, 'text-muted')}
      >
        <Ellipsis size={20} aria-hidden="true" />
        {text.more}
      </button>
      <Suspense>{showsMore && <MoreSheet onClose={() => setShowsMore(false)} />}</Suspense>
    </nav>
  )
}

function link({ to, label, icon: Icon }: Destination) {
  return (
    <NavLink
      key={to}
      to={to}
      end
      className={({ isActive }) => cx(item, isActive ? 'font-medium text-accent-ink' : 'text-muted')}
    >
      <Icon size={20} aria-hidden="true" />
      {label}
    </NavLink>
  )
}
