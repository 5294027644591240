/** What scrolls a list: the box around it that is marked `data-scroll-box`, or the page itself. */
export interface Scroller {
  element: HTMLElement | Window
  /** Pixels of the list that are scrolled away at the top; negative while something stands above it. */
  above(): number
  /** Pixels of the list that can be seen. */
  height(): number
  moveBy(pixels: number): void
}

/** `head`: the pixels at the top of what scrolls that a sticky header covers. */
export function scrollerOf(list: Element, head: number): Scroller {
  const box = list.closest<HTMLElement>('[data-scroll-box]')
  return {
    element: box ?? window,
    above: () => (box ? box.getBoundingClientRect().top : 0) + head - list.getBoundingClientRect().top,
    height: () => (box && box.clientHeight > 0 ? box.clientHeight : window.innerHeight) - head,
    moveBy(pixels) {
      if (box) box.scrollTop += pixels
      else window.scrollBy({ top: pixels, behavior: 'instant' })
    },
  }
}
