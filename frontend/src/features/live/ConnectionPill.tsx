import { Suspense, useRef, useState } from 'react'
import { useSaid } from '@/lib/announcer'
import { cx } from '@/lib/cx'
import { lazyPart } from '@/lib/loadPart'
import { useNow } from '@/lib/useNow'
import * as text from '@/strings/live'
import type { FeedState } from '@/sync/statusStore'
import { useHere } from '@/sync/useHere'
import { useLiveStatus } from '@/sync/useLive'
import { Faces } from '@/ui/Faces'

const LivePanel = lazyPart(async () => (await import('./LivePanel')).LivePanel)

const LOOKS: Record<FeedState | 'paused', { label: string; dot: string; ink: string }> = {
  connecting: { label: text.connecting, dot: 'bg-edge', ink: 'text-muted' },
  live: { label: text.live, dot: 'bg-live', ink: 'text-live-ink' },
  paused: { label: text.paused, dot: 'bg-low-ink', ink: 'text-low-ink' },
  reconnecting: { label: text.reconnecting, dot: 'bg-low-ink', ink: 'text-low-ink' },
  offline: { label: text.offline, dot: 'bg-out', ink: 'text-out-ink' },
}

interface ConnectionPillProps {
  /** There is room for the faces of those who are here. */
  hasFaces?: boolean
}

/**
 * How true the screen is: the state of the feed, the age of the data when it is not live, and who else is here. Opens
 * the panel that says more. Screen readers hear changes of state, not every passing minute.
 */
export function ConnectionPill({ hasFaces = false }: ConnectionPillProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { state, lastSyncAt, paused, heldChanges } = useLiveStatus()
  const people = useHere()?.people ?? []
  const isPaused = state === 'live' && paused
  const { label, dot, ink } = LOOKS[isPaused ? 'paused' : state]
  // Every page becomes live when it is opened: that is not announced.
  useSaid(state === 'connecting' ? text.live : label)
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={cx(
          'inline-flex h-11 shrink-0 items-center gap-2 whitespace-nowrap rounded-full px-3 font-medium text-xs desk:h-8 desk:border desk:border-line desk:bg-surface',
          hasFaces && people.length > 0 && 'desk:ps-1',
          ink,
        )}
      >
        {hasFaces && <Faces people={people} />}
        <span className="sr-only">{text.connection}</span>
        <span aria-hidden="true" data-state-dot="" className={cx('size-2 rounded-full', dot)} />
        <span>{label}</span>
        {isPaused && heldChanges > 0 && (
          <span className="font-normal text-muted tabular-nums">{text.waiting(heldChanges)}</span>
        )}
        {!isPaused && lastSyncAt !== null && <DataAge since={lastSyncAt} />}
        {people.length > 0 && <span className="sr-only">{text.othersHere(people.length)}</span>}
      </button>
      <Suspense>{open && <LivePanel anchor={button} onClose={() => setOpen(false)} />}</Suspense>
    </>
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
