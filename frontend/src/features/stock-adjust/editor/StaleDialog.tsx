import type { Adjustment } from '@/entities/movement/requests'
import type { LastMovement } from '@/entities/movement/useLastMovement'
import { actorName, formatDelta, movementWords } from '@/entities/movement/words'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/stockEditor'
import { useLive } from '@/sync/useLive'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { RelativeTime } from '@/ui/RelativeTime'
import { ThreeFigures } from '@/ui/ThreeFigures'
import type { Stale } from './useAdjustForm'

interface StaleDialogProps {
  stale: Stale
  /** What is known of who changed it. */
  last: LastMovement | null
  busy: boolean
  onAnswer: (adjustment: Adjustment) => void
  onKeep: () => void
}

/** The number moved between seeing it and setting it: shows both, and lets the person say what is right. */
export function StaleDialog({ stale, last, busy, onAnswer, onKeep }: StaleDialogProps) {
  const live = useLive()
  const { seen, wanted, current } = stale
  const now = formatCount(current.quantity)
  const known = last && last.version === current.version ? last.movement : null
  const difference = wanted - seen
  const together = current.quantity + difference
  const set = { set_to: wanted, expected: current.quantity }
  return (
    <ConfirmDialog
      open
      wide
      onClose={onKeep}
      title={text.staleTitle}
      description={
        <p>
          {known && known.actor === live.username()
            ? text.staleByYou(now)
            : text.staleQuestion(known && actorName(known), now)}
        </p>
      }
      cancel={text.keep(now)}
      actions={
        <>
          {difference !== 0 && together >= 0 && (
            <Button
              busy={busy}
              onClick={() => onAnswer({ delta: difference })}
              className="h-auto! min-h-11 whitespace-normal! py-1 desk:min-h-8"
            >
              {text.addDifference(formatDelta(difference), formatCount(together))}
            </Button>
          )}
          <Button variant="primary" busy={busy} onClick={() => onAnswer(set)}>
            {text.setAnyway(formatCount(wanted))}
          </Button>
        </>
      }
    >
      <ThreeFigures
        figures={[
          { label: text.youSaw, value: formatCount(seen) },
          { label: text.youEntered, value: formatCount(wanted) },
          { label: text.nowIs, value: now },
        ]}
      />
      <p className="mt-3 text-muted">
        <span>{known ? movementWords(known) : text.changed}</span>
        {' · '}
        <RelativeTime iso={current.updated_at} />
      </p>
    </ConfirmDialog>
  )
}
