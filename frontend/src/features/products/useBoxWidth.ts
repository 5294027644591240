import { type RefObject, useLayoutEffect, useState } from 'react'

/** The width of the box that scrolls the list, in pixels, kept current. */
export function useBoxWidth(inside: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(window.innerWidth)
  useLayoutEffect(() => {
    const box = inside.current?.closest('[data-scroll-box]')
    if (!box) return
    // Where nothing has a size (in a test), the window's stands in.
    const measure = () => setWidth(box.clientWidth || window.innerWidth)
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(box)
    return () => resized.disconnect()
  }, [inside])
  return width
}
