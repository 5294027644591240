import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/**
 * Moves the focus to the heading of what has just opened, and gives it back to the row when the drawer closes.
 * What somebody focused elsewhere meanwhile keeps it.
 */
export function useDrawerFocus(box: RefObject<HTMLElement | null>, id: number, isEditing: boolean) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(id)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another product, or its form, is another thing to read.
  useEffect(() => {
    shown.current = id
    heading.current?.focus({ preventScroll: true })
  }, [id, isEditing])
  useLayoutEffect(() => {
    const node = box.current
    return () => {
      const { activeElement, body } = document
      // Nothing has the focus when it was in a dialog over the drawer: what was asked there has closed both.
      if (activeElement !== body && !node?.contains(activeElement)) return
      const back = linkOf(shown.current) ?? document.getElementById('main')
      back?.focus({ preventScroll: true })
    }
  }, [box])
  return heading
}

/** The link of a product in the list, while its row is in the page. */
export function linkOf(id: number): HTMLElement | null {
  return document.querySelector(`[data-product-link="${id}"]`)
}
