import { Link } from 'react-router'
import { usePlaceName } from '@/lib/placeName'
import { PageStatus } from '@/pages/PageStatus'
import { Mark } from '@/ui/Mark'

export function TopBar() {
  return (
    <header className="print:hidden flex h-14 items-center justify-between border-line border-b bg-rail px-4">
      <Link to="/" className="flex h-11 min-w-0 items-center gap-2.5 font-semibold">
        <Mark size={24} />
        {/* On the narrowest screens the state of the connection needs the room. */}
        <span dir="auto" className="truncate max-[24rem]:sr-only">
          {usePlaceName()}
        </span>
      </Link>
      <PageStatus />
    </header>
  )
}
