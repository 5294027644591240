import { Popover } from 'radix-ui'
import type { OpenEditor } from '@/entities/movement/stockEditor'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/stockEditor'
import { isQuestion } from '@/ui/isQuestion'
import { SheetDialog } from '@/ui/SheetDialog'
import { useLastingAnchor } from '@/ui/useLastingAnchor'
import { AdjustForm } from './AdjustForm'

interface StockEditorProps {
  editor: OpenEditor
  onClose: () => void
}

/** The stock editor: under the number on a desk, from the bottom on a phone. */
export function StockEditor({ editor, onClose }: StockEditorProps) {
  const isDesk = useMediaQuery(DESK)
  const form = <AdjustForm editor={editor} onClose={onClose} />
  if (!isDesk) {
    return (
      <SheetDialog title={editor.seen.name} onClose={onClose}>
        {form}
      </SheetDialog>
    )
  }
  return (
    <DeskPopover editor={editor} onClose={onClose}>
      {form}
    </DeskPopover>
  )
}

function DeskPopover({ editor, onClose, children }: StockEditorProps & { children: React.ReactNode }) {
  const { anchor, seen } = editor
  const virtual = useLastingAnchor(anchor)
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={virtual} />
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label={text.title(seen.name)}
          onInteractOutside={(event) => isQuestion(event.target) && event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            anchor.focus({ preventScroll: true })
          }}
          className="z-40 w-84 animate-rise rounded bg-surface p-4 shadow-raised focus:outline-none"
        >
          <p className="mb-3 truncate font-semibold">{seen.name}</p>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
