import { ConnectionPill } from '@/features/live/ConnectionPill'
import { AlertBell } from '@/features/stock/alerts/AlertBell'

/** What every page says on its right: what needs attention, and how live it is. */
export function PageStatus() {
  return (
    <div className="flex items-center gap-1">
      <AlertBell />
      <ConnectionPill />
    </div>
  )
}
