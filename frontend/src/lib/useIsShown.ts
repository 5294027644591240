import { useEffect, useRef } from 'react'

/** Tells, once an answer has come, whether the component is still there, and shows `what`: the person may be elsewhere by then. */
export function useIsShown(what: unknown = true): () => boolean {
  const shown = useRef<unknown>(undefined)
  useEffect(() => {
    shown.current = what
    return () => {
      shown.current = undefined
    }
  }, [what])
  return () => shown.current === what
}
