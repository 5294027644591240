import { useCallback, useLayoutEffect, useRef } from 'react'
import { type NavigateOptions, useLocation, useSearchParams } from 'react-router'

type Change = (next: (current: URLSearchParams) => URLSearchParams, options?: NavigateOptions) => void

/**
 * The search of the address, and what changes it. A change builds on the one before, shown by now or not: one press can
 * take the focus from a field, which settles what is typed there, and choose something else. (The router's own setter
 * builds on what is shown.)
 */
export function useSearchChange(): [URLSearchParams, Change] {
  const [params, setParams] = useSearchParams()
  const location = useLocation()
  const last = useRef(params)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every navigation that has arrived, whose ever it was
  useLayoutEffect(() => {
    last.current = params
  }, [params, location])
  const change: Change = useCallback(
    (next, options) => {
      last.current = next(last.current)
      setParams(last.current, { preventScrollReset: true, ...options })
    },
    [setParams],
  )
  return [params, change]
}
