import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef } from 'react'
import { useMayAdjust } from '@/features/stock/mayAdjust'
import { cx } from '@/lib/cx'
import { ProductRow } from './ProductRow'
import type { Product } from './types'
import { useVirtualRows } from './useVirtualRows'

const ROW_HEIGHT = 52

interface Column {
  label: string
  /** The API's field to sort by, and the direction that a first press asks for. */
  field?: string
  descendingFirst?: boolean
  className: string
}

const columns: Column[] = [
  { label: 'Name', field: 'name', className: 'w-auto pl-3 text-left' },
  { label: 'Category', className: 'hidden w-30 text-left min-[70rem]:table-cell' },
  { label: 'On hand', field: 'quantity', className: 'w-50 pr-12 text-right' },
  { label: 'Reorder at', className: 'hidden w-24 text-right min-[80rem]:table-cell' },
  { label: 'Price', field: 'price', className: 'w-26 text-right' },
  { label: 'Value', className: 'hidden w-30 text-right min-[86rem]:table-cell' },
  {
    label: 'Updated',
    field: 'updated_at',
    descendingFirst: true,
    className: 'w-44 text-left max-[64rem]:hidden',
  },
]

export interface ProductListProps {
  rows: Product[]
  total: number
  sort: string
  userId: number | null
  onSort: (ordering: string) => void
  onDelete: (product: Product) => void
  onEnd: () => void
}

/** The desk's list. Only the rows near the window are in the page; the counts tell the whole. */
export function ProductTable({ rows, total, sort, userId, onSort, onDelete, onEnd }: ProductListProps) {
  const mayAdjust = useMayAdjust()
  const top = useRef<HTMLTableSectionElement>(null)
  const { indexes, spaceBefore, spaceAfter } = useVirtualRows({
    count: rows.length,
    rowHeight: ROW_HEIGHT,
    list: top,
    onEnd,
  })
  return (
    <table aria-rowcount={total + 1} className="w-full table-fixed border-separate border-spacing-0">
      <caption className="sr-only">Products</caption>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column) => (
            <HeaderCell key={column.label} column={column} sort={sort} onSort={onSort} />
          ))}
          <th scope="col" className="sticky top-(--list-top) z-10 w-21 border-line border-b bg-canvas">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody ref={top} aria-hidden="true">
        <tr style={{ height: spaceBefore }} />
      </tbody>
      <tbody>
        {indexes.map((index) => {
          const product = rows[index]
          if (!product) return null
          return (
            <ProductRow
              key={product.id}
              product={product}
              rowIndex={index + 2}
              isOwner={product.created_by === userId}
              mayAdjust={mayAdjust(product)}
              onDelete={onDelete}
            />
          )
        })}
      </tbody>
      <tbody aria-hidden="true">
        <tr style={{ height: spaceAfter }} />
      </tbody>
    </table>
  )
}

interface HeaderCellProps {
  column: Column
  sort: string
  onSort: (ordering: string) => void
}

function HeaderCell({ column, sort, onSort }: HeaderCellProps) {
  const { label, field, descendingFirst, className } = column
  const cell = cx(
    'sticky top-(--list-top) z-10 h-9 border-line border-b bg-canvas px-2 font-medium text-muted text-xs',
    className,
  )
  if (!field) {
    return (
      <th scope="col" className={cell}>
        {label}
      </th>
    )
  }
  const ascending = sort === field
  const descending = sort === `-${field}`
  const sorted = ascending || descending
  const [first, second] = descendingFirst ? [`-${field}`, field] : [field, `-${field}`]
  // The arrow stands on the inner side, so that the label keeps the edge of its figures.
  const isFigure = className.includes('text-right')
  const Arrow = descending ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-sort={ascending ? 'ascending' : descending ? 'descending' : undefined}
      className={cell}
    >
      <button
        type="button"
        // Third press: back to the default order.
        onClick={() => onSort(sort === first ? second : sort === second ? '' : first)}
        className={cx(
          'group -mx-1 inline-flex h-7 items-center gap-1 rounded px-1 hover:text-ink',
          sorted && 'text-ink',
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
