import { Popover } from 'radix-ui'
import { type ReactNode, Suspense, useState } from 'react'
import type { OpenEditor } from '@/entities/movement/stockEditor'
import { lazyPart } from '@/lib/loadPart'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/stockEditor'
import { isQuestion } from '@/ui/isQuestion'
import { SheetDialog } from '@/ui/SheetDialog'
import { useLastingAnchor } from '@/ui/useLastingAnchor'
import { AdjustForm } from './AdjustForm'
import { QuickForm } from './QuickForm'
import { useAdjustForm } from './useAdjustForm'

const StaleDialog = lazyPart(async () => (await import('./StaleDialog')).StaleDialog)

/** Pixels around the quick field, so that its number stands where the number stood. */
const PADDING = 8

interface StockEditorProps {
  editor: OpenEditor
  onClose: () => void
}

/** The stock editor: over the number or, with more to say, under it on a desk; from the bottom on a phone. */
export function StockEditor({ editor, onClose }: StockEditorProps) {
  // It stays what it opened as when the phone is turned: another box would take the focus, and close itself over that.
  const [isDesk] = useState(useMediaQuery(DESK))
  const form = useAdjustForm(editor, onClose)
  // A button that says what it does opens all that can be said.
  const [isQuick, setQuick] = useState(editor.mode === undefined)
  function more() {
    form.setMode(form.mode)
    setQuick(false)
  }
  const content = (
    <>
      {isQuick ? <QuickForm form={form} onMore={more} /> : <AdjustForm form={form} />}
      <Suspense>
        {form.stale && (
          <StaleDialog
            stale={form.stale}
            last={form.lastMovement}
            busy={form.isSending}
            onAnswer={form.answerStale}
            onKeep={form.dismissStale}
          />
        )}
      </Suspense>
    </>
  )
  if (!isDesk) {
    return (
      <SheetDialog title={editor.seen.name} onClose={onClose}>
        {content}
      </SheetDialog>
    )
  }
  return (
    <DeskPopover editor={editor} isQuick={isQuick} onClose={onClose}>
      {content}
    </DeskPopover>
  )
}

interface DeskPopoverProps extends StockEditorProps {
  isQuick: boolean
  children: ReactNode
}

function DeskPopover({ editor, isQuick, onClose, children }: DeskPopoverProps) {
  const { anchor, seen } = editor
  const virtual = useLastingAnchor(anchor)
  const place = isQuick
    ? ({ align: 'start', alignOffset: -PADDING, sideOffset: -anchor.offsetHeight - PADDING } as const)
    : ({ align: 'end', sideOffset: 6 } as const)
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={virtual} />
      <Popover.Portal>
        <Popover.Content
          {...place}
          collisionPadding={12}
          aria-label={text.title(seen.name)}
          onInteractOutside={(event) => isQuestion(event.target) && event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            anchor.focus({ preventScroll: true })
          }}
          className={
            isQuick
              ? 'z-40 w-88 animate-fade rounded bg-surface p-2 shadow-raised focus:outline-none'
              : 'z-40 w-84 animate-rise rounded bg-surface p-4 shadow-raised focus:outline-none'
          }
        >
          {!isQuick && <p className="mb-3 truncate font-semibold">{seen.name}</p>}
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
