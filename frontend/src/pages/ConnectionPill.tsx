import { useLiveStatus } from '@/features/live/useLive'
import { cx } from '@/lib/cx'
import { formatRelative } from '@/lib/format'
import { useNow } from '@/lib/useNow'

const looks = {
  live: { label: 'Live', dot: 'bg-live', text: 'text-live-ink' },
  paused: { label: 'Paused', dot: 'bg-low-ink', text: 'text-low-ink' },
  connecting: { label: 'Connecting', dot: 'bg-muted', text: 'text-muted' },
  reconnecting: { label: 'Reconnecting', dot: 'bg-low-ink', text: 'text-low-ink' },
  offline: { label: 'Offline', dot: 'bg-out', text: 'text-out-ink' },
}

/** How true the screen is: the state of the feed, the age of the data when it is not live, and Pause. */
export function ConnectionPill() {
  const { state, lastSyncAt, paused, pause, resume } = useLiveStatus()
  const now = useNow()
  const look = looks[state === 'live' && paused ? 'paused' : state]
  const isCurrent = state === 'live' && !paused
  const age = !isCurrent && lastSyncAt !== null ? formatRelative(new Date(lastSyncAt).toISOString(), now) : ''
  return (
    <button
      type="button"
      aria-pressed={paused}
      aria-label={`${look.label}${age && `, data from ${age}`}. Pause live changes`}
      title={paused ? 'Show changes as they happen again' : 'Hold changes back until you resume'}
      onClick={paused ? resume : pause}
      className={cx(
        'inline-flex h-11 shrink-0 items-center gap-2 whitespace-nowrap rounded-full border border-line bg-surface px-3 font-medium text-xs desk:h-8',
        look.text,
      )}
    >
      <span aria-hidden="true" className={cx('size-2 rounded-full', look.dot)} />
      {look.label}
      {age && <span className="font-normal text-muted">data from {age}</span>}
    </button>
  )
}
