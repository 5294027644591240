import type { SavedView } from '@/entities/saved-view/savedViews'
import * as text from '@/strings/viewActions'
import { NameDialog } from './NameDialog'
import { useUpdateView } from './viewMutations'

export function RenameDialog({ saved, onClose }: { saved: SavedView; onClose: () => void }) {
  const { mutateAsync } = useUpdateView()
  async function rename(name: string) {
    await mutateAsync({ slug: saved.slug, name })
    onClose()
  }
  return (
    <NameDialog
      title={text.renameTitle(saved.name)}
      initial={saved.name}
      onSubmit={rename}
      onClose={onClose}
    />
  )
}
