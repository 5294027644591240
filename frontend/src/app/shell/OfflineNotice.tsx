import { CloudOff } from 'lucide-react'
import { formatTime } from '@/lib/format'
import * as text from '@/strings/shell'
import { useLiveStatus } from '@/sync/useLive'

/** Says above every page that it is offline, and that nothing is kept to be sent later. */
export function OfflineNotice() {
  const { state, stopped, lastSyncAt } = useLiveStatus()
  // Signed out is another matter, and says so itself.
  if (state !== 'offline' || stopped) return null
  return (
    <p
      role="status"
      aria-live="off"
      data-offline=""
      className="print:hidden flex items-center justify-center gap-2 border-line border-b bg-low-soft px-4 py-2 text-low-ink desk:h-9 desk:py-0"
    >
      <CloudOff size={16} aria-hidden="true" className="shrink-0" />
      <span>
        <strong className="font-semibold">{text.offlineTitle}</strong>{' '}
        <span>
          {lastSyncAt === null ? text.offlineNoData : text.offlineHint(formatTime(new Date(lastSyncAt)))}
        </span>
      </span>
    </p>
  )
}
