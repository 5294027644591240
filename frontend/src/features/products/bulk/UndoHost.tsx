import { Suspense, useEffect } from 'react'
import { lazyPart } from '@/lib/loadPart'
import { undoBulk, useBulkToUndo } from './undo'

const UndoDialog = lazyPart(async () => (await import('./UndoDialog')).UndoDialog)

const close = () => undoBulk(null)

/** Where a bulk change is undone that somebody asked for it in a toast. Once on the page. */
export function UndoHost() {
  const key = useBulkToUndo()
  // Signed out, or somebody else signed in.
  useEffect(() => close, [])
  return <Suspense>{key && <UndoDialog key={key} undone={key} onClose={close} />}</Suspense>
}
