/** Lets media queries answer as they would on a desk or on a phone. */
export function setViewport(size: 'desk' | 'phone'): void {
  window.matchMedia = (query: string) => ({
    matches: query.includes('min-width') && size === 'desk',
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => true,
  })
}
