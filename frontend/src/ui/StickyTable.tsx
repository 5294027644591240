import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'

export interface Column {
  title: string
  className?: string
  /** Pixels, where a class can't say it. */
  width?: number
  /** The title is for screen readers only. */
  isTitleHidden?: boolean
}

/** What every cell of the body has. */
export const cellStyles = 'h-13 border-line border-b px-2'

interface StickyTableProps {
  caption: string
  columns: Column[]
  /** `tbody`, and `tfoot` where there is one. */
  children: ReactNode
}

/** A table whose head sticks under the tools of the page. */
export function StickyTable({ caption, columns, children }: StickyTableProps) {
  return (
    <table className="w-full table-fixed border-separate border-spacing-0">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="text-start">
          {columns.map(({ title, className, width, isTitleHidden }) => (
            <th
              key={title}
              scope="col"
              style={{ width }}
              className={cx(
                'sticky top-(--list-top) z-10 h-9 border-line border-b bg-canvas px-2 font-medium text-muted text-xs print:static',
                className,
              )}
            >
              {isTitleHidden ? <span className="sr-only">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  )
}
