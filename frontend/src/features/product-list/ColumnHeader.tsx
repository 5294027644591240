import { ArrowDown, ArrowUp } from 'lucide-react'
import { SelectLoadedBox } from '@/entities/product/selection/SelectBox'
import { cx } from '@/lib/cx'
import type { Column } from './columns'

interface ColumnHeaderProps {
  column: Column
  index: number
  sort: string
  onSort: (ordering: string) => void
}

export const headerStyles =
  'sticky top-(--list-top) z-10 h-9 border-line border-b bg-canvas px-2 font-medium text-muted text-xs'

/** The head of a column; a press sorts by it, up, down, and not at all. */
export function ColumnHeader({ column, index, sort, onSort }: ColumnHeaderProps) {
  const { id, label, field, isFigure, descendingFirst, className } = column
  const cell = cx(
    headerStyles,
    isFigure ? 'text-right' : 'text-start',
    'print:static print:px-2!',
    // Over the other heads and over the names, where both would be.
    id === 'name' && 'start-0 z-12 ps-3',
    className,
  )
  if (!field) {
    return (
      <th scope="col" aria-colindex={index + 1} className={cell}>
        {label}
      </th>
    )
  }
  const ascending = sort === field
  const descending = sort === `-${field}`
  const sorted = ascending || descending
  const [first, second] = descendingFirst ? [`-${field}`, field] : [field, `-${field}`]
  const Arrow = descending ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-colindex={index + 1}
      aria-sort={ascending ? 'ascending' : descending ? 'descending' : 'none'}
      className={cell}
    >
      {id === 'name' && (
        <SelectLoadedBox className="-my-2 -ms-3 me-2 inline-flex! print:hidden! size-10 align-middle in-data-compact:me-4 in-data-compact:w-8" />
      )}
      <button
        type="button"
        // Third press: back to the default order.
        onClick={() => onSort(sort === first ? second : sort === second ? '' : first)}
        className={cx(
          'group -mx-1 inline-flex print:inline! h-7 items-center gap-1 rounded px-1 hover:text-ink',
          sorted && 'text-ink',
          // The arrow stands on the inner side, so that the label keeps the edge of its figures.
          isFigure && 'flex-row-reverse',
        )}
      >
        {label}
        <Arrow
          size={13}
          aria-hidden="true"
          className={sorted ? '' : 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60'}
        />
      </button>
    </th>
  )
}
