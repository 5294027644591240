import { useRef } from 'react'
import { toast } from 'sonner'
import { selection } from '@/features/products/selection/store'
import * as text from '@/strings/bulk'
import type { ActionName } from './BulkBar'
import { BulkForm } from './BulkForm'
import { BulkProgress } from './BulkProgress'
import { BulkReport } from './BulkReport'
import type { BulkTarget } from './requests'
import { type BulkRun, useBulkRun } from './useBulkRun'

interface BulkDialogProps {
  action: ActionName
  target: BulkTarget
  onClose: () => void
}

/** Asks what exactly is to be done, shows it being done, and tells what came of it. */
export function BulkDialog({ action, target, onClose }: BulkDialogProps) {
  const { run, start, again, stop, reset } = useBulkRun(target)
  const isFinished = useRef(false)

  function finish() {
    selection.clear()
    onClose()
  }
  if (run?.phase === 'ended' && run.refused === 0 && !isFinished.current) {
    isFinished.current = true
    // Nothing to read: a line is enough, and the list is free again.
    queueMicrotask(() => {
      tellDone(run)
      finish()
    })
  }
  if (!run) return <BulkForm action={action} target={target} onSubmit={start} onClose={onClose} />
  if (run.phase === 'running' || isFinished.current) return <BulkProgress run={run} onStop={stop} />
  return <BulkReport run={run} onAgain={again} onClose={run.phase === 'rejected' ? reset : finish} />
}

function tellDone({ change, changed, unchanged }: BulkRun) {
  const words = change.action === 'delete' ? text.deletedToast : text.doneToast
  toast.success(words(changed), { description: unchanged > 0 ? text.alreadySo(unchanged) : undefined })
}
