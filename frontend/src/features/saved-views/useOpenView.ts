import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { readView, SAVED_VIEW_KEY, writeView } from '@/entities/product/listParams'
import type { SavedView } from '@/entities/saved-view/savedViews'

/** Shows a saved view; what else the address has (an open product) stays. Null: the list without one. */
export function useOpenView(): (saved: SavedView | null) => void {
  const [, setParams] = useSearchParams()
  return useCallback(
    (saved) => {
      setParams((current) => withView(current, saved?.slug, saved?.query), { preventScrollReset: true })
    },
    [setParams],
  )
}

/** The address of a view: of a saved one with its slug, of all without a query. */
export function withView(current: URLSearchParams, slug?: string, query?: string): URLSearchParams {
  const params = writeView(current, readView(new URLSearchParams(query)))
  if (slug) params.set(SAVED_VIEW_KEY, slug)
  else params.delete(SAVED_VIEW_KEY)
  return params
}
