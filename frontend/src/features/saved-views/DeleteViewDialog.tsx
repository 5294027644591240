import { toast } from 'sonner'
import type { SavedView } from '@/entities/saved-view/savedViews'
import * as text from '@/strings/viewActions'
import { DeleteDialog } from '@/ui/DeleteDialog'
import { useOpenView } from './useOpenView'
import { useDeleteView } from './viewMutations'

export function DeleteViewDialog({ saved, onClose }: { saved: SavedView; onClose: () => void }) {
  const { mutateAsync } = useDeleteView()
  const open = useOpenView()
  return (
    <DeleteDialog
      title={text.removeTitle(saved.name)}
      description={<p>{text.removeMeans}</p>}
      cancel={text.keepIt}
      confirm={text.remove}
      onConfirm={() => mutateAsync(saved)}
      onDeleted={() => {
        toast.success(text.removed(saved.name))
        onClose()
        open(null)
      }}
      onClose={onClose}
    />
  )
}
