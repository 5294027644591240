import { useEffect } from 'react'
import { Dialog } from '@/components/Dialog'
import { useBulkRun } from './useBulkRun'
import { useRunDialog } from './useRunDialog'

/** Undoes the bulk change with the key `undone`, and shows how it goes. */
export function UndoDialog({ undone, onClose }: { undone: string; onClose: () => void }) {
  const control = useBulkRun()
  const dialog = useRunDialog(control, onClose)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each.
  useEffect(() => control.start({ action: 'undo', run: undone }), [undone])
  return dialog && <Dialog open {...dialog} />
}
