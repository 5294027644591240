import { useEffect } from 'react'

/**
 * When the focused element leaves the page, as a button does with its line, the nearest place around it gets the focus: a
 * list or region with `tabIndex={-1}`, or else the page. To be used once in the app.
 */
export function useFocusKept(): void {
  useEffect(() => {
    /** What has the focus, and all around it from the inside out. */
    let path: EventTarget[] = []
    const note = (event: FocusEvent) => {
      path = event.composedPath()
    }
    const forget = () => {
      // A press on empty space takes the focus away, but nothing has left the page.
      if (isLost() && isInPage(path[0])) path = []
    }
    const giveBack = () => {
      const places = [...path, document.getElementById('main')]
      const next = places.find((place) => isInPage(place) && place.matches('[tabindex]'))
      if (isLost() && next instanceof HTMLElement) next.focus({ preventScroll: true })
    }
    const observer = new MutationObserver(() => {
      // A dialog that closes gives the focus back itself, in a moment.
      if (path.length > 0 && !isInPage(path[0])) setTimeout(giveBack)
    })
    const leave = () => queueMicrotask(forget)
    observer.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', note)
    document.addEventListener('focusout', leave)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', note)
      document.removeEventListener('focusout', leave)
    }
  }, [])
}

function isLost(): boolean {
  return document.activeElement === document.body
}

function isInPage(place: EventTarget | null | undefined): place is Element {
  return place instanceof Element && place.isConnected
}
