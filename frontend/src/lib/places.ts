import { useEffect } from 'react'
import { type Path, useLocation } from 'react-router'

export type Place = Pick<Path, 'pathname' | 'search'>

/** The addresses of this tab's history, by their place in it, as far as they were shown since it was loaded. */
const places = new Map<number, Place>()

/** Notes where the person is, so that a way back can be told from a way on. Once on the page. */
export function useNotePlaces(): void {
  const { key, pathname, search } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place may have the same address
  useEffect(() => {
    const place = here()
    if (place !== null) places.set(place, { pathname, search })
  }, [key, pathname, search])
}

/** The nearest place before this one that is meant, and how many steps back it is; null where none is known. */
export function nearestPlace(isMeant: (place: Place) => boolean): { place: Place; steps: number } | null {
  const last = here() ?? 0
  for (let steps = 1; steps <= last; steps++) {
    const place = places.get(last - steps)
    if (place && isMeant(place)) return { place, steps }
  }
  return null
}

/** Where in its history the tab is; the router counts. */
function here(): number | null {
  const { idx } = (window.history.state ?? {}) as { idx?: unknown }
  return typeof idx === 'number' ? idx : null
}
