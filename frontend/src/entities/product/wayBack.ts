import { type MouseEvent, useCallback } from 'react'
import { type To, useNavigate } from 'react-router'
import { nearestPlace, type Place } from '@/lib/places'
import { atOf } from './asOf'
import { isList, readDrawer } from './useDrawer'

/** The list that the person was last at, of now or of a moment that has passed; the inventory where that is not known. */
export function nearestList(at: string | null = null): string {
  return nearestPlace((place) => isList(place.pathname) && isAsOf(place, at))?.place.pathname ?? '/'
}

/**
 * Goes back in the tab's history to where the person was at `to`, with filters and scroll place: to a list from wherever
 * it has led, to any other page if that is the one just before. Tells whether it went; if not, the way leads on.
 */
export function useGoBack(): (to: string) => boolean {
  const navigate = useNavigate()
  return useCallback(
    (to) => {
      const found = nearestPlace((place) => isAt(place, to))
      if (!found || (found.steps > 1 && !isList(found.place.pathname))) return false
      void navigate(-found.steps)
      return true
    },
    [navigate],
  )
}

/** For a link to `to`: a plain press goes back there, where that is possible. */
export function useBackLink(to: To): (event: MouseEvent) => void {
  const goBack = useGoBack()
  return (event) => {
    // Another tab, say.
    const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    if (isPlain && typeof to === 'string' && goBack(to)) event.preventDefault()
  }
}

function isAt(place: Place, to: string): boolean {
  const { pathname, search } = new URL(to, window.location.origin)
  // A form beside the list is not the list.
  return place.pathname === pathname && isAsOf(place, atOf(search)) && !readDrawer(place.search).isEditing
}

function isAsOf({ search }: Place, at: string | null): boolean {
  return atOf(search) === at
}
