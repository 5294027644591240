import { toast } from 'sonner'
import { UNDO_MS } from '@/entities/movement/feedback'
import * as text from '@/strings/bulk'
import { undoBulk } from './undo'
import type { BulkRun } from './useBulkRun'

const TITLES: Record<BulkRun['phase'], string> = {
  running: text.runningTitle,
  ended: text.finishedTitle,
  stopped: text.stoppedTitle,
  broken: text.brokenTitle,
  failed: text.failedTitle,
  rejected: text.rejectedTitle,
}

export function titleOf({ phase, action }: BulkRun): string {
  return phase === 'running' && action === 'undo' ? text.undoingTitle : TITLES[phase]
}

/** What it means that it has come so far. */
export function explain({ phase, done, total, detail, action, changed, refused }: BulkRun): string {
  const words = action === 'undo' ? text.undoing : text.changing
  if (phase === 'running') return words.stopMeans
  if (phase === 'rejected' || phase === 'failed') return detail
  if (phase === 'ended') return words.endedWithRefused(changed, refused)
  if (total === null) return phase === 'stopped' ? text.stoppedAtStart : text.brokenAtStart
  return phase === 'stopped' ? words.stoppedAfter(done, total) : words.brokenAfter(done, total)
}

/** Says what has been done, and offers to take it back. */
export function tellDone(run: BulkRun): void {
  const { key, mayUndo, unchanged, action } = run
  toast.success(doneWords(run), {
    description: action !== 'undo' && unchanged > 0 ? text.alreadySo(unchanged) : undefined,
    ...(mayUndo && { duration: UNDO_MS, action: { label: text.undo, onClick: () => undoBulk(key) } }),
  })
}

function doneWords({ action, changed }: BulkRun): string {
  if (action === 'delete') return text.deletedToast(changed)
  if (action !== 'undo') return text.doneToast(changed)
  return changed > 0 ? text.undoneToast(changed) : text.nothingToUndo
}
