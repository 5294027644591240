import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'
import { Skeleton } from './Skeleton'

interface RowSkeletonProps {
  label: string
  rows: number
  /** The height and gap of a row. */
  className: string
  /** What stands before and after the two lines of the name. */
  start?: ReactNode
  end?: ReactNode
}

/** The rows of a list that is being fetched, as high as they will be. */
export function RowSkeleton({ label, rows, className, start, end }: RowSkeletonProps) {
  return (
    <div role="status" aria-live="off" aria-label={label} className="border-line border-t">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div key={row} className={cx('flex items-center border-line border-b px-4 desk:px-3', className)}>
          {start}
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-3/5 desk:w-52" />
            <Skeleton className="h-2.5 w-24" />
          </div>
          {end}
        </div>
      ))}
    </div>
  )
}
