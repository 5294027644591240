import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'
import { close } from '@/strings/common'
import { iconButtonStyles } from './buttonStyles'
import { useFocusReturn } from './useFocusReturn'

interface ModalProps {
  title: string
  onClose: () => void
  children: ReactNode
  className?: string
}

/** A dialog to look at or work in: in the middle of a desk, at the bottom of a phone. Load it with what it shows. */
export function Modal({ title, onClose, children, className }: ModalProps) {
  const focusReturn = useFocusReturn()
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/45" />
        <Dialog.Content
          {...focusReturn}
          aria-describedby={undefined}
          className={cx(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[85dvh] flex-col rounded-t bg-surface pb-[env(safe-area-inset-bottom)] shadow-raised focus:outline-none',
            'max-desk:animate-sheet desk:inset-x-4 desk:top-[12vh] desk:bottom-auto desk:mx-auto desk:max-w-lg desk:animate-rise desk:rounded',
            className,
          )}
        >
          <div className="flex items-center justify-between border-line border-b py-1 pr-2 pl-4">
            <Dialog.Title className="font-semibold text-base">{title}</Dialog.Title>
            <Dialog.Close aria-label={close} className={iconButtonStyles}>
              <X size={18} aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div className="overflow-y-auto p-4">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
