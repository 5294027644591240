import { hashKey, type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { type ListParams, productKeys, productListOptions } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { ApiError } from '@/lib/api/errors'
import { isHole, listCount, type Page, type Places, windowStart } from '@/sync/listWindow'
import { useLive } from '@/sync/useLive'

/** The part of a list that is loaded, and where in the list it stands. */
export interface RowWindow {
  /** Which list; the same text for the same search, filters and order. */
  list: string
  /** The place of the first of `rows` in the whole list. */
  start: number
  rows: readonly Product[]
  /** How many rows the whole list has. */
  count: number
  hasPrevious: boolean
  hasNext: boolean
  /** A jump is under way, or failed: `start` is where it goes. */
  isHole: boolean
}

export interface ProductListQuery {
  data: InfiniteData<Page> | undefined
  window: RowWindow | undefined
  /** The rows are those of the view before, shown until the ones asked for are here. */
  isStandIn: boolean
  error: unknown
  refetch: () => unknown
  /** Rows beside the loaded ones are being fetched. */
  isFetchingMore: boolean
  /** Rows that were wanted could not be had. */
  hasFailed: boolean
  /** The rows are older than what is known to have happened: they could not be fetched again. */
  isOutdated: boolean
  /** Fetches them again. */
  retry: () => void
  fetchNext: () => void
  fetchPrevious: () => void
  /** Gives up what is loaded, and begins anew at the row that so many others come before. */
  jump: (offset: number) => void
  /** Says which rows are drawn: when the list is fetched again, those are. */
  look: (places: Places) => void
}

/**
 * A window over a list. While another search or filter is loading, the rows before stay on the screen. (The query
 * cache's own placeholder data would pass through the live client's settling at every render, which takes it for
 * something fetched.)
 */
export function useProductList(params: ListParams): ProductListQuery {
  const { cache } = useLive()
  const query = useInfiniteQuery(productListOptions(params))
  const { data, isPending, error, refetch, fetchNextPage, fetchPreviousPage } = query
  const list = hashKey(productKeys.list(params))
  const [shown, setShown] = useState({ list, data })
  if (data && data !== shown.data) setShown({ list, data })
  const isStandIn = isPending && shown.data !== undefined
  const current = isStandIn ? shown : { list, data: isCategoryGone(error) ? undefined : data }
  const rowWindow = useRowWindow(current.list, current.data)

  const fetchNext = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const fetchPrevious = useCallback(() => void fetchPreviousPage(), [fetchPreviousPage])
  const jump = useCallback(
    (offset: number) => void cache.jump(productKeys.list(params), offset),
    [cache, params],
  )
  const look = useCallback(
    (places: Places) => {
      cache.keeper(productKeys.list(params)).inSight = places
    },
    [cache, params],
  )
  const { isFetchNextPageError, isFetchPreviousPageError } = query
  const hasFailed =
    isFetchNextPageError || isFetchPreviousPageError || (error !== null && rowWindow?.isHole === true)
  function retry() {
    if (isFetchNextPageError) fetchNext()
    else if (isFetchPreviousPageError) fetchPrevious()
    else void refetch()
  }
  return {
    data: current.data,
    window: rowWindow,
    isStandIn,
    error,
    refetch,
    isFetchingMore: query.isFetchingNextPage || query.isFetchingPreviousPage,
    hasFailed,
    isOutdated: query.isRefetchError && !hasFailed,
    retry,
    fetchNext,
    fetchPrevious,
    jump,
    look,
  }
}

/** The list is of a category that the server no longer knows: no row belongs to it. */
export function isCategoryGone(error: unknown): boolean {
  return error instanceof ApiError && error.fields.category !== undefined
}

function useRowWindow(list: string, data: InfiniteData<Page> | undefined): RowWindow | undefined {
  return useMemo(() => {
    const pages = data?.pages
    return (
      pages && {
        list,
        start: windowStart(pages),
        rows: pages.flatMap((page) => page.rows),
        count: listCount(pages),
        hasPrevious: pages[0]?.prev !== null,
        hasNext: pages.at(-1)?.next !== null,
        isHole: isHole(pages),
      }
    )
  }, [list, data])
}
