import { useSyncExternalStore } from 'react'

/** Wide enough for the sidebar and the table; the same width as the `desk:` breakpoint in styles.css. */
export const DESK = '(min-width: 56.25rem)'

export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query)
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    () => matchMedia(query).matches,
  )
}
