import { vi } from 'vitest'

/**
 * What is called when the page is to load itself again, which jsdom cannot do. Spied on behind `window.location`: that
 * and its methods cannot be replaced, in jsdom as in browsers.
 */
export function spyOnReload() {
  const { location } = window
  const [behind] = Object.getOwnPropertySymbols(location)
  if (!behind) throw new Error('jsdom keeps the implementation of `location` elsewhere.')
  const implementation = Reflect.get(location, behind) as Location
  return vi.spyOn(implementation, 'reload').mockImplementation(() => undefined)
}
