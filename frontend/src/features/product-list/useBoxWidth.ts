import { type RefObject, useLayoutEffect, useState } from 'react'

/** The width of the box that scrolls the list, in pixels, kept current. */
export function useBoxWidth(inside: RefObject<HTMLElement | null>): number {
  // The box is there before the list is: a guess would draw every row twice.
  const [width, setWidth] = useState(() => widthOf(document.querySelector('[data-scroll-box]')))
  useLayoutEffect(() => {
    const box = inside.current?.closest('[data-scroll-box]')
    if (!box) return
    const measure = () => setWidth(widthOf(box))
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(box)
    return () => resized.disconnect()
  }, [inside])
  return width
}

/** Where nothing has a size (in a test), the window's stands in. */
function widthOf(box: Element | null): number {
  return box?.clientWidth || window.innerWidth
}
