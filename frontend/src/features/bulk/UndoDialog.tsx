import { useEffect } from 'react'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import type { Undoing } from './undo'
import { useBulkRun } from './useBulkRun'
import { useRunDialog } from './useRunDialog'

/** Undoes a bulk change, and shows how it goes. */
export function UndoDialog({ undoing, onClose }: { undoing: Undoing; onClose: () => void }) {
  const control = useBulkRun()
  const dialog = useRunDialog(control, onClose)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; sent twice with the same key, it is done once.
  useEffect(() => control.start({ action: 'undo', run: undoing.run }, undoing.key), [])
  return dialog && <ConfirmDialog open {...dialog} />
}
