import { useCallback, useEffect, useRef } from 'react'

/**
 * Call what it returns when something is begun, and what that returns when it is done: whether nothing was begun since,
 * and the component is still there.
 */
export function useLatest(): () => () => boolean {
  const count = useRef(0)
  useEffect(
    () => () => {
      count.current += 1
    },
    [],
  )
  return useCallback(() => {
    count.current += 1
    const mine = count.current
    return () => mine === count.current
  }, [])
}
