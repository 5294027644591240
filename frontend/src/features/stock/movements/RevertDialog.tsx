import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/Button'
import { Dialog } from '@/components/Dialog'
import { ErrorSummary } from '@/components/ErrorSummary'
import { Field } from '@/components/Field'
import { inputStyles } from '@/components/inputStyles'
import { useLive } from '@/features/live/useLive'
import { stockRefusal, tellRecorded } from '@/features/stock/feedback'
import { isUncertain, newIdempotencyKey, postRevert } from '@/features/stock/requests'
import type { Movement } from '@/features/stock/types'
import { actorName, formatDelta, reasonWord } from '@/features/stock/words'
import { errorMessage } from '@/lib/api/errors'
import { formatExact } from '@/lib/format'
import * as text from '@/strings/revert'

interface RevertDialogProps {
  movement: Movement
  onClose: () => void
}

/** Asks before a movement is taken back: the ledger keeps both. */
export function RevertDialog({ movement, onClose }: RevertDialogProps) {
  const live = useLive()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  // The same question is the same write, however often it is sent.
  const [key, setKey] = useState(newIdempotencyKey)

  async function confirm() {
    setBusy(true)
    try {
      const answer = await postRevert(movement.id, note.trim(), key)
      live.acceptWrite({ row: answer.product, epoch: answer.epoch, seq: answer.seq })
      void client.invalidateQueries({ queryKey: ['stock', 'movements'] })
      tellRecorded(live, answer)
      onClose()
    } catch (error) {
      setProblem(explain(error))
    } finally {
      setBusy(false)
    }
  }
  function changeNote(next: string) {
    setNote(next)
    setKey(newIdempotencyKey())
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={text.title(formatDelta(movement.delta), movement.name)}
      description={
        <p>
          {text.explanation({
            actor: actorName(movement),
            reason: reasonWord(movement.reason),
            at: formatExact(movement.created_at),
            opposite: formatDelta(-movement.delta),
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
              onChange={(event) => changeNote(event.target.value)}
              className={inputStyles()}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}

function explain(error: unknown): string {
  if (isUncertain(error)) return text.noAnswer
  const refused = stockRefusal(error)
  return refused ? text.nothingChanged(refused) : errorMessage(error)
}
