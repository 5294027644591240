import { type RefObject, useEffectEvent, useLayoutEffect } from 'react'

/*
 * One press of Escape closes one thing: what was opened last. Radix's layers see to that among themselves, and mark the
 * presses that they use (defaultPrevented), which every other listener leaves alone. A panel of our own may stand inside
 * such a layer, or over the drawer or a selection: it hears of the press first, and nobody after it does.
 */

interface Layer {
  isIn: (target: EventTarget | null) => boolean
  close: () => void
}

let layers: Layer[] = []

/** While `isOpen`, Escape calls `close` when the focus is in the box or nowhere. */
export function useEscape(box: RefObject<HTMLElement | null>, isOpen: boolean, close: () => void): void {
  const onClose = useEffectEvent(close)
  useLayoutEffect(() => {
    if (!isOpen) return
    const isIn = (target: EventTarget | null) =>
      target === document.body || (target instanceof Node && box.current?.contains(target) === true)
    const layer: Layer = { isIn, close: () => onClose() }
    layers = [...layers, layer]
    return () => {
      layers = layers.filter((other) => other !== layer)
    }
  }, [box, isOpen])
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return
  // It ends what an input method was composing, and nothing else.
  const layer = event.isComposing ? undefined : layers.findLast(({ isIn }) => isIn(event.target))
  if (event.isComposing || layer) event.stopImmediatePropagation()
  if (!layer) return
  event.preventDefault()
  layer.close()
}

// Before Radix, which listens on the document.
window.addEventListener('keydown', onKeyDown, true)
