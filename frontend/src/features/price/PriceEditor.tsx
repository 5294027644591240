import { Popover } from 'radix-ui'
import { type SubmitEvent, Suspense, useId } from 'react'
import type { OpenPriceEditor } from '@/entities/product/priceEditor'
import { useSaid } from '@/lib/announcer'
import { useMoney } from '@/lib/config'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/priceEditor'
import { inputStyles } from '@/ui/inputStyles'
import { isQuestion } from '@/ui/isQuestion'
import { useLastingAnchor } from '@/ui/useLastingAnchor'
import { usePriceForm } from './usePriceForm'

const StalePriceDialog = lazyPart(async () => (await import('./StalePriceDialog')).StalePriceDialog)

/** Pixels around the field, so that its text stands where the price stood. */
const PADDING = 4

interface PriceEditorProps {
  editor: OpenPriceEditor
  onClose: () => void
}

/** A field over the price. Enter and leaving it save, Escape gives it up. */
export function PriceEditor({ editor, onClose }: PriceEditorProps) {
  const { seen, anchor } = editor
  const form = usePriceForm(editor, onClose)
  const virtual = useLastingAnchor(anchor)
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={virtual} />
      <Popover.Portal>
        <Popover.Content
          align="end"
          alignOffset={-PADDING}
          sideOffset={-anchor.offsetHeight - PADDING}
          collisionPadding={8}
          aria-label={text.editorOf(seen.name)}
          onInteractOutside={(event) => {
            if (isQuestion(event.target)) return event.preventDefault()
            if (!form.isChanged) return
            event.preventDefault()
            form.submit({ isLeaving: true })
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            anchor.focus({ preventScroll: true })
          }}
          className="z-40 w-40 animate-fade rounded bg-surface p-1 shadow-raised focus:outline-none"
        >
          <PriceField form={form} />
          <Suspense>
            {form.stale && (
              <StalePriceDialog
                seen={seen}
                stale={form.stale}
                last={form.lastPrice}
                busy={form.isSaving}
                onOverwrite={form.overwrite}
                onKeep={onClose}
              />
            )}
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function PriceField({ form }: { form: ReturnType<typeof usePriceForm> }) {
  const money = useMoney()
  const hintId = useId()
  const { seen, now, problem } = form
  const hasMoved = now.price !== seen.price
  useSaid(problem ?? (hasMoved ? `${text.nowIs(money(now.price))}${text.wasBefore(money(seen.price))}` : ''))
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    form.submit()
  }
  return (
    <form noValidate onSubmit={submit} data-unsaved={form.isChanged}>
      <input
        aria-label={text.price}
        aria-invalid={problem ? true : undefined}
        aria-describedby={hintId}
        inputMode="decimal"
        autoComplete="off"
        value={form.typed}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => form.setTyped(event.target.value)}
        className={inputStyles('text-right tabular-nums desk:h-7! px-1.5!')}
      />
      <div id={hintId} role="status" aria-live="off" className="px-1.5 pt-1.5 pb-0.5 text-right text-xs">
        {problem ? (
          <p className="text-out-ink">{problem}</p>
        ) : (
          <p className="text-muted">{form.isSaving ? text.saving : text.keys}</p>
        )}
        {hasMoved && (
          <p className="mt-1 text-low-ink">
            <span>{text.nowIs(money(now.price))}</span>
            <span className="sr-only">{text.wasBefore(money(seen.price))}</span>
          </p>
        )}
      </div>
    </form>
  )
}
