import { useDeferredValue } from 'react'

/** False while a page is drawn for the first time, then true: what can wait is asked for when the page stands. */
export function useLater(): boolean {
  return useDeferredValue(true, false)
}
