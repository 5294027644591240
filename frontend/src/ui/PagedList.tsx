import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { LoadFailed } from './LoadFailed'
import { MoreRows } from './MoreRows'
import { Outdated } from './Outdated'
import { RowSkeleton } from './RowSkeleton'
import { StateMessage } from './StateMessage'

interface PagedListProps {
  list: {
    data: unknown
    error: Error | null
    rows: readonly unknown[]
    isRefetchError: boolean
    refetch: () => unknown
    hasNextPage: boolean
    isFetchingNextPage: boolean
    isFetchNextPageError: boolean
    fetchNextPage: () => unknown
  }
  text: { loading: string; failed: string; showOlder: string }
  skeleton: { rows: number; className: string }
  /** In place of rows where there are none. */
  empty: { icon: LucideIcon; title: string; hint: string }
  children: ReactNode
}

/** The states of a list that is fetched page by page: on its way, failed, empty, or its rows and a way to older ones. */
export function PagedList({ list, text, skeleton, empty, children }: PagedListProps) {
  if (!list.data) {
    if (list.error)
      return <LoadFailed error={list.error} title={text.failed} onRetry={() => void list.refetch()} />
    return <RowSkeleton label={text.loading} {...skeleton} end={null} />
  }
  return (
    <>
      {list.rows.length === 0 ? (
        <StateMessage icon={empty.icon} title={empty.title}>
          <p>{empty.hint}</p>
        </StateMessage>
      ) : (
        children
      )}
      <MoreRows list={list} text={text.showOlder} />
      <Outdated query={list} />
    </>
  )
}
