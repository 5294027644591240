import { toast } from 'sonner'
import type { SavedView, ViewInput } from '@/entities/saved-view/savedViews'
import * as text from '@/strings/viewActions'
import { NameDialog } from './NameDialog'
import { useCreateView } from './viewMutations'

interface SaveDialogProps {
  input: ViewInput
  onSaved: (saved: SavedView) => void
  onClose: () => void
}

/** Saves what the list shows as a new view. */
export function SaveDialog({ input, onSaved, onClose }: SaveDialogProps) {
  const { mutateAsync } = useCreateView()
  async function save(name: string) {
    const saved = await mutateAsync({ ...input, name })
    toast.success(text.saved(saved.name))
    onSaved(saved)
    onClose()
  }
  return (
    <NameDialog
      title={text.saveTitle}
      description={text.saveMeans}
      initial={input.name}
      onSubmit={save}
      onClose={onClose}
    />
  )
}
