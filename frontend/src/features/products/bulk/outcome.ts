import { toast } from 'sonner'
import * as text from '@/strings/bulk'
import { undoBulk } from './undo'
import type { BulkRun } from './useBulkRun'

/** Long enough to read, think better of it, and reach the button by keyboard. */
const UNDO_MS = 15_000

const TITLES: Record<BulkRun['phase'], string> = {
  running: text.runningTitle,
  ended: text.finishedTitle,
  stopped: text.stoppedTitle,
  broken: text.brokenTitle,
  failed: text.failedTitle,
  rejected: text.rejectedTitle,
}

export function titleOf({ phase, isUndo }: BulkRun): string {
  return phase === 'running' && isUndo ? text.undoingTitle : TITLES[phase]
}

/** What it means that it has come so far. */
export function explain({ phase, done, total, detail, isUndo }: BulkRun): string {
  if (phase === 'running') return text.stopMeans
  if (phase === 'rejected') return detail
  if (phase === 'failed') return text.failedAfter(done, total ?? 0, detail)
  if (phase === 'ended') return isUndo ? text.undoneWithRefused : text.endedWithRefused
  if (total === null) return phase === 'stopped' ? text.stoppedAtStart : text.brokenAtStart
  return phase === 'stopped' ? text.stoppedAfter(done, total) : text.brokenAfter(done, total)
}

/** Says what has been done, and offers to take it back. */
export function tellDone({ key, action, isUndo, mayUndo, changed, unchanged }: BulkRun): void {
  const words = isUndo ? text.undoneToast : action === 'delete' ? text.deletedToast : text.doneToast
  toast.success(words(changed), {
    description: !isUndo && unchanged > 0 ? text.alreadySo(unchanged) : undefined,
    ...(mayUndo && { duration: UNDO_MS, action: { label: text.undo, onClick: () => undoBulk(key) } }),
  })
}
