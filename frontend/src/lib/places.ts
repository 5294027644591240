import { useEffect } from 'react'
import { useLocation } from 'react-router'

/** The paths of this tab's history, by their place in it, as far as they were shown since it was loaded. */
const places = new Map<number, string>()

/** Notes where the person is, so that a way back can be told from a way on. Once on the page. */
export function useNotePlaces(): void {
  const { key, pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place may have the same path
  useEffect(() => {
    const place = here()
    if (place !== null) places.set(place, pathname)
  }, [key, pathname])
}

/** Whether the browser's Back leads to `path`: then it is the better way there, with filters and scroll place. */
export function isJustBefore(path: string): boolean {
  const place = here()
  return place !== null && places.get(place - 1) === path
}

/** Where in its history the tab is; the router counts. */
function here(): number | null {
  const { idx } = (window.history.state ?? {}) as { idx?: unknown }
  return typeof idx === 'number' ? idx : null
}
