import { Link } from 'react-router'
import { Mark } from '@/components/Mark'
import { ConnectionPill } from '@/features/live/ConnectionPill'

export function TopBar() {
  return (
    <header className="flex h-14 items-center justify-between border-line border-b bg-rail px-4">
      <Link to="/" className="flex h-11 items-center gap-2.5 font-semibold">
        <Mark size={24} />
        LR Inventory
      </Link>
      <ConnectionPill />
    </header>
  )
}
