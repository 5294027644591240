import { type RefObject, useEffect, useState } from 'react'

/** Whether something of an element is in the window. */
export function useIsInSight(ref: RefObject<HTMLElement | null>): boolean {
  const [isInSight, setIsInSight] = useState(true)
  useEffect(() => {
    if (!ref.current) return
    // It may have gone and come back since the last call: the latest counts.
    const observer = new IntersectionObserver((entries) => {
      setIsInSight(entries.at(-1)?.isIntersecting ?? true)
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [ref])
  return isInSight
}
