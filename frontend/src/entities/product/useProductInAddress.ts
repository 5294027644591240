import { useLocation } from 'react-router'
import { readDrawer } from './useDrawer'

/** The product that the address has open, in the drawer or on its own page. */
export function useProductInAddress(): number | null {
  const { pathname, search } = useLocation()
  const id = /^\/products\/(\d+)/.exec(pathname)?.[1]
  return id ? Number(id) : readDrawer(search).openId
}
