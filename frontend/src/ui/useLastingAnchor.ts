import { useRef, useState } from 'react'

/**
 * For a popover's `virtualRef`: what it hangs on may be sorted away or leave the page while it is open, and it stays
 * where it was.
 */
export function useLastingAnchor(anchor: HTMLElement) {
  const [first] = useState(() => anchor.getBoundingClientRect())
  const last = useRef(first)
  return useRef({
    getBoundingClientRect: () => {
      if (anchor.isConnected) last.current = anchor.getBoundingClientRect()
      return last.current
    },
  })
}
