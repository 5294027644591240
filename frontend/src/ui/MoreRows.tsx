import type { ReactNode } from 'react'
import { moreFailed, retry } from '@/strings/common'
import { Button } from './Button'

interface MoreRowsProps {
  list: {
    hasNextPage: boolean
    isFetchingNextPage: boolean
    isFetchNextPageError: boolean
    fetchNextPage: () => unknown
  }
  text: string
  /** Beside the button. */
  children?: ReactNode
}

/** Under the rows of a list that is fetched page by page: the way to the next page, and whether that failed. */
export function MoreRows({ list, text, children }: MoreRowsProps) {
  if (!list.hasNextPage) return null
  const hasFailed = list.isFetchNextPageError && !list.isFetchingNextPage
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 p-4 print:hidden">
      {hasFailed ? (
        <span role="alert" className="text-out-ink">
          {moreFailed}
        </span>
      ) : (
        children
      )}
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {hasFailed ? retry : text}
      </Button>
    </div>
  )
}
