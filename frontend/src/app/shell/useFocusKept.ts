import { useEffect } from 'react'

/**
 * Gives the focus to the place around it when what has it leaves the page, as a button does with its line. That is the
 * nearest that takes the focus: a list or a region with `tabIndex={-1}`, or the page. Once on the page.
 */
export function useFocusKept(): void {
  useEffect(() => {
    /** What has the focus, and all around it from the inside out. */
    let path: EventTarget[] = []
    const note = (event: FocusEvent) => {
      path = event.composedPath()
    }
    const forget = () => {
      // Somebody pressed where nothing takes the focus: it is lost, but nothing has gone.
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
