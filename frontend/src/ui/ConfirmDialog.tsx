import { AlertDialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'
import { Button } from './Button'
import { useFocusReturn } from './useFocusReturn'

export interface ConfirmDialogProps {
  open: boolean
  onClose: () => void
  title: string
  description: ReactNode
  children?: ReactNode
  /** What the safe button says: it has the focus first, and does what Escape does. */
  cancel: string
  /** The other buttons. */
  actions: ReactNode
  wide?: boolean
  /** It is filled in or worked with. Readers of screens take any other for an alert. */
  isForm?: boolean
}

/**
 * A question that must be answered, or a form that a press beside it must not lose: traps focus, closes with Escape,
 * gives the focus back. What one only looks at is a `Dialog`.
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, description, children, cancel, actions, wide, isForm } = props
  const focusReturn = useFocusReturn()
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/45" />
        <AlertDialog.Content
          {...focusReturn}
          role={isForm ? 'dialog' : 'alertdialog'}
          className={cx(
            'fixed inset-x-4 top-1/2 z-50 mx-auto max-h-[85dvh] -translate-y-1/2 overflow-y-auto rounded bg-surface p-5 shadow-raised focus:outline-none',
            wide ? 'max-w-xl' : 'max-w-md',
          )}
        >
          <AlertDialog.Title className="font-semibold text-base">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-1.5 text-muted">{description}</div>
          </AlertDialog.Description>
          {children}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{cancel}</Button>
            </AlertDialog.Cancel>
            {actions}
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
