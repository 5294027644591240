import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formatCount } from '@/lib/format'
import { type ListView, toListParams } from './listParams'
import { type ListParams, productListOptions } from './queries'

interface ListCountProps {
  view: ListView
  scope: ListParams['scope']
}

/** How many products the view has, said aloud when a search or filter changes it. */
export function ListCount({ view, scope }: ListCountProps) {
  const params = useMemo(() => toListParams(view, scope), [view, scope])
  // Only watches: the list itself asks for the pages.
  const { data, isPlaceholderData } = useInfiniteQuery({ ...productListOptions(params), enabled: false })
  const total = isPlaceholderData ? undefined : data?.pages.at(-1)?.total
  return (
    <span role="status" className="whitespace-nowrap text-muted tabular-nums">
      {total !== undefined && `${formatCount(total)} ${total === 1 ? 'product' : 'products'}`}
    </span>
  )
}
