import { Suspense, useEffect } from 'react'
import { lazyPart } from '@/lib/loadPart'
import { openBulk, useBulkJob } from './job'
import { undoBulk, useUndoing } from './undo'

const BulkDialog = lazyPart(async () => (await import('./BulkDialog')).BulkDialog)
const UndoDialog = lazyPart(async () => (await import('./UndoDialog')).UndoDialog)

const closeJob = () => openBulk(null)
const closeUndoing = () => undoBulk(null)

/** Where a bulk change is asked about and done, and undone where a toast has offered that. Once on the page. */
export function RunHost() {
  const job = useBulkJob()
  const undoing = useUndoing()
  // Signed out, or somebody else signed in.
  useEffect(
    () => () => {
      closeJob()
      closeUndoing()
    },
    [],
  )
  return (
    <Suspense>
      {job && <BulkDialog {...job} onClose={closeJob} />}
      {undoing && <UndoDialog key={undoing.key} undoing={undoing} onClose={closeUndoing} />}
    </Suspense>
  )
}
