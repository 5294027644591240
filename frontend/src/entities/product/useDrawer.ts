import { useMemo } from 'react'
import { type Path, useLocation, useNavigate } from 'react-router'
import { DRAWER, useMediaQuery } from '@/lib/useMediaQuery'

/** The id of the heading that names the drawer. */
export const DRAWER_HEADING = 'drawer-heading'

/** The pages over which the drawer opens. */
const LISTS = ['/', '/my-products']
/** The part of the form that an address may lead to. */
export const PICTURE = '#picture'
const PRODUCT = 'product'
const EDIT = 'edit'

export interface DrawerState {
  /** The product that the address opens over the list; null when none is open. */
  openId: number | null
  isEditing: boolean
}

/**
 * The drawer of a list, which lives in the address: `?product=12`, with `&edit=1` for its form. Where there is no list,
 * or no room beside it, products have pages of their own, and every address here leads there.
 */
export function useDrawer() {
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const hasRoom = useMediaQuery(DRAWER)
  return useMemo(() => {
    const go = (to: Partial<Path> | string, replace = false) =>
      void navigate(to, { replace, preventScrollReset: true })
    const hrefFor = (id: number, { edit = false, part = '' } = {}): Partial<Path> | string =>
      hasRoom && isList(pathname)
        ? { pathname, search: withProduct(search, id, edit), hash: part }
        : pageOf(id, edit) + part
    return {
      ...readDrawer(search),
      hrefFor,
      open: (id: number, options?: { edit?: boolean; replace?: boolean }) =>
        go(hrefFor(id, options), options?.replace),
      close: () => go({ pathname, search: withProduct(search, null, false) }),
    }
  }, [pathname, search, navigate, hasRoom])
}

/** Whether this is the path of a list, over which products open. */
export function isList(pathname: string): boolean {
  return LISTS.includes(pathname)
}

/** What an address opens. */
export function readDrawer(search: string): DrawerState {
  const params = new URLSearchParams(search)
  const id = params.get(PRODUCT) ?? ''
  const openId = /^\d{1,15}$/.test(id) ? Number(id) : null
  return { openId, isEditing: openId !== null && params.has(EDIT) }
}

/** The page that shows the same as the drawer. */
export function pageOf(id: number, edit: boolean): string {
  return edit ? `/products/${id}/edit` : `/products/${id}`
}

function withProduct(search: string, id: number | null, edit: boolean): string {
  const params = new URLSearchParams(search)
  params.delete(PRODUCT)
  params.delete(EDIT)
  if (id !== null) params.set(PRODUCT, String(id))
  if (edit) params.set(EDIT, '1')
  return params.size > 0 ? `?${params}` : ''
}
