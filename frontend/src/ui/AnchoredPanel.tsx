import { Popover } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { SheetDialog } from './SheetDialog'

/** What a button hands to the panel that it opens. */
export interface OpenedPanelProps {
  /** The button, which closes the panel by itself. */
  anchor: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

interface AnchoredPanelProps extends OpenedPanelProps {
  title: string
  /** On a desk, beside the title. */
  action?: ReactNode
  children: ReactNode
}

/** A panel under a button of the top bar; a sheet on a phone. */
export function AnchoredPanel({ title, anchor, onClose, action, children }: AnchoredPanelProps) {
  const isDesk = useMediaQuery(DESK)
  if (!isDesk) {
    return (
      <SheetDialog title={title} onClose={onClose}>
        <div className="-mx-4 -my-2">{children}</div>
      </SheetDialog>
    )
  }
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLButtonElement>} />
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label={title}
          onInteractOutside={(event) => {
            if (anchor.current?.contains(event.target as Node)) event.preventDefault()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            // A press elsewhere has taken the focus there.
            if (document.activeElement === document.body) anchor.current?.focus()
          }}
          className="z-40 flex max-h-[min(36rem,var(--radix-popover-content-available-height))] w-92 animate-rise flex-col overflow-hidden rounded bg-surface shadow-raised focus:outline-none"
        >
          <div className="flex min-h-12 items-center justify-between border-line border-b py-1 pe-2 ps-4">
            <h2 className="font-semibold">{title}</h2>
            {action}
          </div>
          <div className="overflow-y-auto">{children}</div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
