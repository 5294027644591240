import { useRef, useState } from 'react'

/**
 * Gives the focus back to what had it before a dialog opened. Radix does so only for its own triggers, and the
 * dialogs here are opened from elsewhere. Spread the result on the dialog's content.
 */
export function useFocusReturn() {
  // A field of the dialog that takes the focus by itself does so before Radix would ask.
  const [atFirst] = useState(() => document.activeElement)
  const opener = useRef(atFirst)
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
