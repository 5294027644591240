import { useCallback } from 'react'
import { useLocation } from 'react-router'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'

const LISTS = ['/', '/my-products']

/** Where a product opens: beside the list on a desk that shows one, otherwise on its own page. */
export function useProductAddress(): (id: number) => string {
  const { pathname, search } = useLocation()
  const isDesk = useMediaQuery(DESK)
  return useCallback(
    (id) => {
      if (!isDesk || !LISTS.includes(pathname)) return `/products/${id}`
      const params = new URLSearchParams(search)
      params.delete('edit')
      params.set('product', String(id))
      return `${pathname}?${params}`
    },
    [pathname, search, isDesk],
  )
}

/** The product that the address has open, beside a list or on its own page. */
export function useProductInAddress(): number | null {
  const { pathname, search } = useLocation()
  const id = /^\/products\/(\d+)/.exec(pathname)?.[1] ?? new URLSearchParams(search).get('product')
  return id ? Number(id) : null
}
