import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { stockRefusal, tellRecorded, tellUndoUnanswered } from '@/entities/movement/feedback'
import { isUncertain, postRevert } from '@/entities/movement/requests'
import type { Movement } from '@/entities/movement/types'
import { actorName, formatDelta, reasonWord } from '@/entities/movement/words'
import { errorMessage } from '@/lib/api/errors'
import { useOnce } from '@/lib/api/useOnce'
import { formatMoment } from '@/lib/format'
import { useIsShown } from '@/lib/useIsShown'
import * as text from '@/strings/revert'
import { notUndone } from '@/strings/stockFeedback'
import { useLive } from '@/sync/useLive'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'

interface RevertDialogProps {
  movement: Movement
  onClose: () => void
}

/** Asks before a movement is taken back: the ledger keeps both. */
export function RevertDialog({ movement, onClose }: RevertDialogProps) {
  const live = useLive()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const isShown = useIsShown()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { once, lastKey } = useOnce()

  async function confirm() {
    setBusy(true)
    try {
      const answer = await once((key) => postRevert(movement.id, note.trim(), key))
      live.acceptWrite({ row: answer.product, epoch: answer.epoch, seq: answer.seq })
      void client.invalidateQueries({ queryKey: ['stock', 'movements'] })
      tellRecorded(live, answer)
      if (isShown()) onClose()
    } catch (error) {
      const why = explain(error)
      setProblem(why)
      if (isShown()) return
      if (isUncertain(error)) tellUndoUnanswered(movement, lastKey(), () => void confirm())
      else {
        toast.error(notUndone(movement.name, formatDelta(movement.delta)), { description: why })
      }
    } finally {
      setBusy(false)
    }
  }

  return (
    <ConfirmDialog
      open
      isForm
      onClose={onClose}
      title={text.title(formatDelta(movement.delta), movement.name)}
      description={
        <p>
          {text.explanation({
            actor: actorName(movement),
            reason: reasonWord(movement.reason),
            at: formatMoment(new Date(movement.created_at)),
            opposite: formatDelta(-movement.delta),
            delta: formatDelta(movement.delta),
          })}
        </p>
      }
      cancel={text.keep}
      actions={
        <Button variant="primary" busy={busy} onClick={() => void confirm()}>
          {text.confirm}
        </Button>
      }
    >
      <div className="mt-4 space-y-3">
        {problem && <ErrorSummary messages={[problem]} />}
        <Field label={text.note} optional>
          {(control) => (
            <input
              {...control}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
              className={inputStyles()}
            />
          )}
        </Field>
      </div>
    </ConfirmDialog>
  )
}

function explain(error: unknown): string {
  if (isUncertain(error)) return text.noAnswer
  const refused = stockRefusal(error)
  return refused ? text.nothingChanged(refused) : errorMessage(error)
}
