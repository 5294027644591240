import { PANE } from '@/lib/useMediaQuery'

/** Lets media queries answer as they would on a phone, on a desk, or where there is room for a third pane. */
export function setViewport(size: 'phone' | 'desk' | 'wide'): void {
  const matches = (query: string) => {
    if (size === 'phone') return query.includes('pointer: coarse')
    return query.includes('min-width') && (size === 'wide' || query !== PANE)
  }
  window.matchMedia = (query: string) => ({
    matches: matches(query),
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => true,
  })
}
