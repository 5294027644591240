import { useSaid } from '@/lib/announcer'
import { cx } from '@/lib/cx'
import { formatExact } from '@/lib/format'
import { useNow } from '@/lib/useNow'
import * as text from '@/strings/live'
import type { FeedState, LiveStatus } from './statusStore'
import { useLiveStatus } from './useLive'

const LOOKS: Record<FeedState | 'paused', { label: string; dot: string; ink: string }> = {
  connecting: { label: text.connecting, dot: 'bg-edge', ink: 'text-muted' },
  live: { label: text.live, dot: 'bg-live', ink: 'text-live-ink' },
  paused: { label: text.paused, dot: 'bg-low-ink', ink: 'text-low-ink' },
  reconnecting: { label: text.reconnecting, dot: 'bg-low-ink', ink: 'text-low-ink' },
  offline: { label: text.offline, dot: 'bg-out', ink: 'text-out-ink' },
}

/**
 * How true the screen is: the state of the feed, the age of the data when it is not live, and Pause (WCAG 2.2.2).
 * Screen readers hear changes of state, not every passing minute.
 */
export function ConnectionPill() {
  const status = useLiveStatus()
  const { state, lastSyncAt, paused, heldChanges, pause, resume } = status
  const isPaused = state === 'live' && paused
  const { label, dot, ink } = LOOKS[isPaused ? 'paused' : state]
  // That a page which is opened becomes live goes without saying.
  useSaid(state === 'connecting' ? text.live : label)
  return (
    <button
      type="button"
      aria-pressed={paused}
      title={explain(status)}
      onClick={paused ? resume : pause}
      className={cx(
        'inline-flex h-11 shrink-0 items-center gap-2 whitespace-nowrap rounded-full px-3 font-medium text-xs desk:h-8 desk:border desk:border-line desk:bg-surface',
        ink,
      )}
    >
      <span aria-hidden="true" data-state-dot="" className={cx('size-2 rounded-full', dot)} />
      <span>{label}</span>
      {isPaused && heldChanges > 0 && (
        <span className="font-normal text-muted tabular-nums">{text.waiting(heldChanges)}</span>
      )}
      {!isPaused && lastSyncAt !== null && <DataAge since={lastSyncAt} />}
      <span className="sr-only">{text.pauseChanges}</span>
    </button>
  )
}

function DataAge({ since }: { since: number }) {
  return (
    <span className="font-normal text-muted tabular-nums">{text.dataAge(ageInWords(useNow() - since))}</span>
  )
}

/** "12 s", "3 min", "2 h", "4 d": coarse, because it is read at a glance. */
export function ageInWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return text.seconds(seconds)
  if (seconds < 3600) return text.minutes(Math.floor(seconds / 60))
  if (seconds < 86_400) return text.hours(Math.floor(seconds / 3600))
  return text.days(Math.floor(seconds / 86_400))
}

function explain({ state, lastSyncAt, stopped, paused, heldChanges, repaired }: LiveStatus): string {
  if (stopped === 'signed_out') return text.signedOut
  if (stopped === 'refused') return text.refused
  const sentences: string[] = []
  if (state !== 'live') sentences.push(text.notConnected)
  else sentences.push(paused ? text.heldBack(heldChanges) : text.asTheyHappen)
  if (state !== 'live' || paused) {
    if (lastSyncAt !== null) sentences.push(text.trueAt(formatExact(new Date(lastSyncAt).toISOString())))
  } else if (repaired > 0) sentences.push(text.repaired(repaired))
  return sentences.join(' ')
}
