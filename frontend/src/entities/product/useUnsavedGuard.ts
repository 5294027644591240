import { useRef } from 'react'
import { type Path, useBlocker } from 'react-router'
import { useListener } from '@/lib/useListener'
import { readDrawer } from './useDrawer'

/**
 * Stops leaving a form while something is unsaved, or on its way: by link, Back, another product in the drawer, or
 * closing the tab. Filters of the list beside it do not leave it.
 */
export function useUnsavedGuard(isDirty: boolean) {
  const open = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && !open.current && placeOf(currentLocation) !== placeOf(nextLocation),
  )
  useListener(
    window,
    'beforeunload',
    (event) => {
      if (!open.current) event.preventDefault()
    },
    isDirty,
  )
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

/** What of an address decides whether the form is still there. */
function placeOf({ pathname, search }: Pick<Path, 'pathname' | 'search'>): string {
  const { openId, isEditing } = readDrawer(search)
  return `${pathname} ${openId ?? ''} ${isEditing}`
}
