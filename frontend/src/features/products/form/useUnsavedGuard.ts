import { useEffect, useRef } from 'react'
import { useBlocker } from 'react-router'

/** Stops leaving the page while something is unsaved, by link, Back or closing the tab. */
export function useUnsavedGuard(isDirty: boolean) {
  const open = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && !open.current && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!isDirty) return
    function onLeave(event: BeforeUnloadEvent) {
      if (!open.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', onLeave)
    return () => window.removeEventListener('beforeunload', onLeave)
  }, [isDirty])
  return {
    isAsking: blocker.state === 'blocked',
    stay: () => blocker.reset?.(),
    leave: () => blocker.proceed?.(),
    /** Lets the next navigation pass: what was unsaved is saved now. */
    release: () => {
      open.current = true
    },
  }
}
