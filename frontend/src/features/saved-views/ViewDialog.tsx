import type { AskedView } from './asked'
import { DeleteViewDialog } from './DeleteViewDialog'
import { RenameDialog } from './RenameDialog'
import { SaveDialog } from './SaveDialog'

export function ViewDialog({ asked, onClose }: { asked: AskedView; onClose: () => void }) {
  if (asked.kind === 'save') return <SaveDialog input={asked.input} onClose={onClose} />
  const Dialog = asked.kind === 'rename' ? RenameDialog : DeleteViewDialog
  return <Dialog saved={asked.saved} onClose={onClose} />
}
