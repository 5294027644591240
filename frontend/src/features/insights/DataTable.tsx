import type { ReactNode } from 'react'

export const figureCell = 'whitespace-nowrap py-1.5 ps-2.5 text-right tabular-nums desk:ps-4'
export const wideOnly = 'max-desk:hidden print:table-cell'
export const linkStyles = 'rounded underline-offset-4 hover:underline'

interface DataTableProps {
  caption: string
  /** The first column is of words, the others of figures. */
  columns: string[]
  /** For the last column: one that is left out where there is no room. */
  lastStyles?: string
  /** The rows. */
  children: ReactNode
}

export function DataTable({ caption, columns, lastStyles = '', children }: DataTableProps) {
  return (
    <table className="w-full">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((title, place) => (
            <th
              key={title}
              scope="col"
              className={`sticky top-0 bg-surface py-1.5 font-medium text-muted text-xs print:static ${place === 0 ? 'w-full text-start' : 'whitespace-nowrap ps-2.5 text-right desk:ps-4'} ${place === columns.length - 1 ? lastStyles : ''}`}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
