import { Suspense, useEffect } from 'react'
import { lazyPart } from '@/lib/loadPart'
import { undoBulk, useUndoing } from './undo'

const UndoDialog = lazyPart(async () => (await import('./UndoDialog')).UndoDialog)

const close = () => undoBulk(null)

/** Where a bulk change is undone that a toast has offered to undo. Once on the page. */
export function UndoHost() {
  const undoing = useUndoing()
  // Signed out, or somebody else signed in.
  useEffect(() => close, [])
  return <Suspense>{undoing && <UndoDialog key={undoing.key} undoing={undoing} onClose={close} />}</Suspense>
}
