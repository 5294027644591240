import { PANE } from '@/lib/useMediaQuery'

type Size = 'phone' | 'desk' | 'wide'

let size: Size = 'desk'
const turned = new EventTarget()

/**
 * Lets media queries answer as they would on a phone, on a desk, or where there is room for a third pane. What is on
 * the page by then is told, as when a phone is turned: within `act`.
 */
export function setViewport(next: Size): void {
  size = next
  window.matchMedia = (query: string) => ({
    get matches() {
      return matches(query)
    },
    media: query,
    onchange: null,
    addEventListener: turned.addEventListener.bind(turned),
    removeEventListener: turned.removeEventListener.bind(turned),
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => true,
  })
  turned.dispatchEvent(new Event('change'))
}

function matches(query: string): boolean {
  if (size === 'phone') return query.includes('pointer: coarse')
  return query.includes('min-width') && (size === 'wide' || query !== PANE)
}
