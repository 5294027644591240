import { Link } from 'react-router'
import { formatTime } from '@/lib/format'
import * as text from '@/strings/live'
import type { LiveStatus } from '@/sync/statusStore'
import { useLiveStatus } from '@/sync/useLive'
import { AnchoredPanel, type OpenedPanelProps } from '@/ui/AnchoredPanel'
import { buttonStyles } from '@/ui/buttonStyles'
import { Switch } from '@/ui/Switch'
import { LatestChanges } from './LatestChanges'
import { PeopleHere } from './PeopleHere'

/** How live this screen is, Pause, who is here, and what has changed last. */
export function LivePanel({ anchor, onClose }: OpenedPanelProps) {
  const status = useLiveStatus()
  const { paused, heldChanges, pause, resume } = status
  return (
    <AnchoredPanel
      title={text.live}
      anchor={anchor}
      onClose={onClose}
      action={
        <Link to="/movements" onClick={onClose} className={buttonStyles('ghost')}>
          {text.allMovements}
        </Link>
      }
    >
      <div className="space-y-3 border-line border-b px-4 py-3">
        <p>{explain(status)}</p>
        <Switch
          label={text.pauseChanges}
          hint={paused && heldChanges > 0 ? text.waiting(heldChanges) : text.pauseMeans}
          checked={paused}
          onChange={(isOn) => (isOn ? pause() : resume())}
        />
      </div>
      <PeopleHere onLeave={onClose} />
      <LatestChanges count={10} onLeave={onClose} />
    </AnchoredPanel>
  )
}

function explain({ state, lastSyncAt, stopped, paused, repaired }: LiveStatus): string {
  if (stopped === 'signed_out') return text.signedOut
  if (stopped === 'refused') return text.refused
  const sentences: string[] = []
  if (state !== 'live') sentences.push(text.notConnected)
  else if (!paused) sentences.push(text.asTheyHappen)
  if (state !== 'live' || paused) {
    if (lastSyncAt !== null) sentences.push(text.trueAt(formatTime(new Date(lastSyncAt))))
  } else if (repaired > 0) sentences.push(text.repaired(repaired))
  return sentences.join(' ')
}
