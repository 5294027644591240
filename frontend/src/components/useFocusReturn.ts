import { useRef } from 'react'

/**
 * Gives the focus back to what had it before a dialog opened. Radix does so only for its own triggers, and the
 * dialogs here are opened from elsewhere. Spread the result on the dialog's content.
 */
export function useFocusReturn() {
  const opener = useRef<Element | null>(null)
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      if (opener.current instanceof HTMLElement) opener.current.focus()
    },
  }
}
