import { toast } from 'sonner'
import type { SavedView, ViewDraft } from '@/entities/saved-view/savedViews'
import * as text from '@/strings/viewActions'
import { NameDialog } from './NameDialog'
import { useCreateView } from './viewMutations'

interface SaveDialogProps {
  draft: ViewDraft
  onSaved: (saved: SavedView) => void
  onClose: () => void
}

/** Saves what the list shows as a new view. */
export function SaveDialog({ draft, onSaved, onClose }: SaveDialogProps) {
  const { mutateAsync, isPending, error } = useCreateView()
  async function save(name: string) {
    const saved = await mutateAsync({ ...draft, name })
    toast.success(text.saved(saved.name))
    onSaved(saved)
    onClose()
  }
  return (
    <NameDialog
      title={text.saveTitle}
      description={text.saveMeans}
      initial={draft.name}
      busy={isPending}
      error={error}
      onSubmit={save}
      onClose={onClose}
    />
  )
}
