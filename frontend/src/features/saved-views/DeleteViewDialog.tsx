import { toast } from 'sonner'
import type { SavedView } from '@/entities/saved-view/savedViews'
import { ApiError, errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/viewActions'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useOpenView } from './useOpenView'
import { useDeleteView } from './viewMutations'

export function DeleteViewDialog({ saved, onClose }: { saved: SavedView; onClose: () => void }) {
  const { mutateAsync, isPending, error } = useDeleteView()
  const open = useOpenView()
  async function confirm() {
    try {
      await mutateAsync(saved)
    } catch (failure) {
      if (!(failure instanceof ApiError && failure.status === 404)) return
      // Deleted on another screen: what was asked for is so.
    }
    toast.success(text.removed(saved.name))
    onClose()
    open(null)
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={text.removeTitle(saved.name)}
      description={<p>{text.removeMeans}</p>}
      cancel={text.keepIt}
      actions={
        <Button variant="danger" busy={isPending} onClick={confirm}>
          {text.remove}
        </Button>
      }
    >
      {error && !isPending && (
        <div className="mt-4">
          <ErrorSummary messages={[errorMessage(error)]} />
        </div>
      )}
    </ConfirmDialog>
  )
}
