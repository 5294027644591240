import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { type ButtonVariant, buttonStyles } from './buttonStyles'

interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant
  /** The action is on its way: the button keeps its focus and its name, and ignores further presses. */
  busy?: boolean
}

export function Button({ variant, busy = false, className, children, onClick, type, ...props }: ButtonProps) {
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      {...props}
      type={type ?? 'button'}
      aria-disabled={busy || props['aria-disabled']}
      onClick={press}
      className={buttonStyles(variant, className)}
    >
      {busy && <LoaderCircle size={16} aria-hidden="true" className="animate-spin" />}
      {/* Words of its own element: what translates a page puts others in their place. */}
      <span className="contents">{children}</span>
    </button>
  )
}
