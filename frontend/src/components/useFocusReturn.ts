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
      const isThere = opener.current?.isConnected && opener.current !== document.body
      // What opened it may be gone, as a toast is, or a bar of what was selected.
      const next = isThere ? opener.current : document.getElementById('main')
      if (next instanceof HTMLElement) next.focus({ preventScroll: true })
    },
  }
}
