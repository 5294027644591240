import { toast } from 'sonner'
import type { ViewInput } from '@/entities/saved-view/savedViews'
import * as text from '@/strings/viewActions'
import { NameDialog } from './NameDialog'
import { useOpenView } from './useOpenView'
import { useCreateView } from './viewMutations'

interface SaveDialogProps {
  input: ViewInput
  onClose: () => void
}

/** Saves what the list shows as a new view. */
export function SaveDialog({ input, onClose }: SaveDialogProps) {
  const { mutateAsync } = useCreateView()
  const open = useOpenView()
  async function save(name: string) {
    const saved = await mutateAsync({ ...input, name })
    toast.success(text.saved(saved.name))
    open(saved)
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
