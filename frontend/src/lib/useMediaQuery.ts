import { useCallback, useMemo, useSyncExternalStore } from 'react'

/**
 * Wide enough for the sidebar and the table; the same width as the `desk:` breakpoint in styles.css. Paper is always
 * wide enough: it is narrower than a desk, and must not turn a table into cards while it is printed.
 */
export const DESK = '(min-width: 43.75rem), print'

/** So narrow that the sidebar shows icons alone; the `max-sidebar:` breakpoint. */
export const TABLET = '(max-width: 68.74rem)'

/** Room for a product beside its list, stock and all; the `drawer:` breakpoint. */
export const DRAWER = '(min-width: 58rem), print'

/** So wide that a third pane always stands beside the list; the `pane:` breakpoint. */
export const PANE = '(min-width: 112.5rem)'

export function useMediaQuery(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query])
  const subscribe = useCallback(
    (onChange: () => void) => {
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    [list],
  )
  return useSyncExternalStore(subscribe, () => list.matches)
}
