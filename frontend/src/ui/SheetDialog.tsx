import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { close } from '@/strings/common'
import { iconButtonStyles } from './buttonStyles'
import { useFocusReturn } from './useFocusReturn'

export interface SheetProps {
  title: string
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
}

/** The phone's dialog: rises from the bottom, where the thumb is. */
export function SheetDialog({ title, onClose, children, footer }: SheetProps) {
  const focusReturn = useFocusReturn()
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/45" />
        <Dialog.Content
          {...focusReturn}
          aria-describedby={undefined}
          data-sheet=""
          className="fixed inset-x-0 bottom-0 z-50 flex max-h-[85dvh] animate-sheet flex-col rounded-t bg-surface pb-[env(safe-area-inset-bottom)] shadow-raised focus:outline-none"
        >
          <div className="flex items-center justify-between border-line border-b py-1 pe-2 ps-4">
            <Dialog.Title className="font-semibold text-base">{title}</Dialog.Title>
            <Dialog.Close aria-label={close} className={iconButtonStyles}>
              <X size={18} aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div className="overflow-y-auto p-4">{children}</div>
          {footer && <div className="border-line border-t p-4">{footer}</div>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
