import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ListParams, type ProductPage, productListOptions } from './queries'

export interface ProductListQuery
  extends Pick<
    UseInfiniteQueryResult<InfiniteData<ProductPage>>,
    'error' | 'refetch' | 'fetchNextPage' | 'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError'
  > {
  data: InfiniteData<ProductPage> | undefined
  /** The rows are those of the view before, shown until the ones asked for are here. */
  isStandIn: boolean
}

/**
 * The pages of a list. While another search or filter is loading, the rows before stay on the screen. (The query
 * cache's own placeholder data would pass through the live client's settling at every render, which takes it for
 * something fetched.)
 */
export function useProductList(params: ListParams): ProductListQuery {
  const {
    data,
    isPending,
    error,
    refetch,
    fetchNextPage,
    hasNextPage,
    isFetchingNextPage,
    isFetchNextPageError,
  } = useInfiniteQuery(productListOptions(params))
  const [shown, setShown] = useState(data)
  if (data && data !== shown) setShown(data)
  const isStandIn = isPending && shown !== undefined
  return {
    data: isStandIn ? shown : data,
    isStandIn,
    error,
    refetch,
    fetchNextPage,
    hasNextPage,
    isFetchingNextPage,
    isFetchNextPageError,
  }
}
