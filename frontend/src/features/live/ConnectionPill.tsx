import { cx } from '@/lib/cx'
import { formatExact } from '@/lib/format'
import { useNow } from '@/lib/useNow'
import type { FeedState, LiveStatus } from './statusStore'
import { useLiveStatus } from './useLive'

const LOOKS: Record<FeedState | 'paused', { label: string; dot: string; text: string }> = {
  connecting: { label: 'Connecting', dot: 'bg-edge', text: 'text-muted' },
  live: { label: 'Live', dot: 'bg-live', text: 'text-live-ink' },
  paused: { label: 'Paused', dot: 'bg-low-ink', text: 'text-low-ink' },
  reconnecting: { label: 'Reconnecting', dot: 'bg-low-ink', text: 'text-low-ink' },
  offline: { label: 'Offline', dot: 'bg-out', text: 'text-out-ink' },
}

/**
 * How true the screen is: the state of the feed, the age of the data when it is not live, and Pause (WCAG 2.2.2).
 * Screen readers hear changes of state, not every passing minute.
 */
export function ConnectionPill() {
  const status = useLiveStatus()
  const { state, lastSyncAt, paused, pause, resume } = status
  const { label, dot, text } = LOOKS[state === 'live' && paused ? 'paused' : state]
  return (
    <>
      <button
        type="button"
        aria-pressed={paused}
        aria-label="Pause live changes"
        title={explain(status)}
        onClick={paused ? resume : pause}
        className={cx(
          'inline-flex h-11 shrink-0 items-center gap-2 whitespace-nowrap rounded-full border border-line bg-surface px-3 font-medium text-xs desk:h-8',
          text,
        )}
      >
        <span aria-hidden="true" className={cx('size-2 rounded-full', dot)} />
        <span>{label}</span>
        {lastSyncAt !== null && <DataAge since={lastSyncAt} />}
      </button>
      <span role="status" className="sr-only">
        {label}
      </span>
    </>
  )
}

function DataAge({ since }: { since: number }) {
  return <span className="font-normal text-muted tabular-nums">data {ageInWords(useNow() - since)} old</span>
}

/** "12 s", "3 min", "2 h", "4 d": coarse, because it is read at a glance. */
export function ageInWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`
  return `${Math.floor(seconds / 86_400)} d`
}

function explain({ state, lastSyncAt, stopped, paused, heldChanges, repaired }: LiveStatus): string {
  if (stopped === 'signed_out') return 'You are signed out. Sign in again to see changes as they happen.'
  if (stopped === 'refused') return 'The server does not let this page follow changes.'
  const asOf =
    lastSyncAt === null ? '' : ` What you see was true at ${formatExact(new Date(lastSyncAt).toISOString())}.`
  if (state !== 'live') return `Not connected to the server; trying again.${asOf}`
  if (paused) return `${heldChanges} changes held back. Press to show them and go on.${asOf}`
  const found =
    repaired === 0 ? '' : ` The self-check repaired ${repaired} differences since this page was opened.`
  return `Changes appear as they happen. Press to pause.${found}`
}
