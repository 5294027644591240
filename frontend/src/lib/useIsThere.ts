import { type RefObject, useEffect, useRef } from 'react'

/** Whether this is still on the screen when an answer comes: what it would show is to be told elsewhere otherwise. */
export function useIsThere(): RefObject<boolean> {
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])
  return isThere
}
