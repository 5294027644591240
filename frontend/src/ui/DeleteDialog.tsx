import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { useIsShown } from '@/lib/useIsShown'
import { Button } from './Button'
import { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog'
import { ErrorSummary } from './ErrorSummary'

interface DeleteDialogProps extends Pick<ConfirmDialogProps, 'title' | 'cancel' | 'onClose'> {
  description: ReactNode
  /** What the button says. */
  confirm: string
  /** Throws what the server refused. */
  onConfirm: () => Promise<unknown>
  onDeleted: () => void
}

/**
 * Asks before something is deleted for good. When somebody else has deleted it first, what was asked for is done. A
 * refusal is told elsewhere to whoever has closed the question meanwhile.
 */
export function DeleteDialog({ confirm, onConfirm, onDeleted, ...dialog }: DeleteDialogProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isShown = useIsShown()
  async function remove() {
    setBusy(true)
    setProblem(null)
    try {
      await onConfirm()
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        setBusy(false)
        setProblem(errorMessage(error))
        if (!isShown()) toast.error(errorMessage(error))
        return
      }
    }
    onDeleted()
  }
  return (
    <ConfirmDialog
      {...dialog}
      open
      actions={
        <Button variant="danger" busy={busy} onClick={() => void remove()}>
          {confirm}
        </Button>
      }
    >
      {problem && (
        <div className="mt-4">
          <ErrorSummary messages={[problem]} />
        </div>
      )}
    </ConfirmDialog>
  )
}
