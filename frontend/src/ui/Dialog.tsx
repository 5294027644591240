import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'
import { close } from '@/strings/common'
import { iconButtonStyles } from './buttonStyles'
import { useFocusReturn } from './useFocusReturn'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  className?: string
}

/** A dialog to look at or work in: in the middle of a desk, at the bottom of a phone. Load it with what it shows. */
export function Dialog({ title, onClose, children, className }: DialogProps) {
  const focusReturn = useFocusReturn()
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-black/45" />
        <Radix.Content
          {...focusReturn}
          aria-describedby={undefined}
          className={cx(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[85dvh] flex-col rounded-t bg-surface pb-[env(safe-area-inset-bottom)] shadow-raised focus:outline-none',
            'max-desk:animate-sheet desk:inset-x-4 desk:top-[12vh] desk:bottom-auto desk:mx-auto desk:max-w-lg desk:animate-rise desk:rounded',
            className,
          )}
        >
          <div className="flex items-center justify-between border-line border-b py-1 pe-2 ps-4">
            <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
            <Radix.Close aria-label={close} className={iconButtonStyles}>
              <X size={18} aria-hidden="true" />
            </Radix.Close>
          </div>
          <div className="overflow-y-auto p-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
