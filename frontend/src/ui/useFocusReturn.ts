import { useRef, useState } from 'react'

/**
 * Gives the focus back to what had it before a dialog opened. Radix does so only for its own triggers, and the
 * dialogs here are opened from elsewhere. Spread the result on the dialog's content.
 */
export function useFocusReturn() {
  // A field of the dialog that takes the focus by itself does so before Radix would ask.
  const [atFirst] = useState(() => document.activeElement)
  const opener = useRef(atFirst)
  const around = useRef(placeOf(atFirst))
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement
      around.current = placeOf(opener.current)
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      // What opened it may be gone, as a toast is, or a button that has done its work: then the place where it was.
      const places = [opener.current, around.current, document.getElementById('main')]
      const next = places.find((place) => place?.isConnected && place !== document.body)
      if (next instanceof HTMLElement) next.focus({ preventScroll: true })
    },
  }
}

function placeOf(element: Element | null): Element | null {
  return element?.closest('[role="dialog"]') ?? null
}
