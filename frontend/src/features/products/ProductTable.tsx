import { type CSSProperties, useMemo, useRef } from 'react'
import { useMayAdjust } from '@/features/stock/mayAdjust'
import * as text from '@/strings/productList'
import { ColumnHeader, headerStyles } from './ColumnHeader'
import { ACTIONS_WIDTH, shownColumns, tableWidth } from './columns'
import { ProductRow } from './ProductRow'
import type { Product } from './types'
import { useVirtualRows } from './useVirtualRows'

const ROW_HEIGHT = 52

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
  const columns = useMemo(() => shownColumns(null, window.innerWidth - 256), [])
  const { indexes, spaceBefore, spaceAfter } = useVirtualRows({
    count: rows.length,
    rowHeight: ROW_HEIGHT,
    list: top,
    onEnd,
  })
  return (
    <table
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      style={{ '--row': `${ROW_HEIGHT}px`, minWidth: tableWidth(columns) } as CSSProperties}
      className="w-full table-fixed border-separate border-spacing-0"
    >
      <caption className="sr-only">{text.products}</caption>
      <colgroup>
        {columns.map(({ id, width }) => (
          <col key={id} style={id === 'name' ? undefined : { width }} />
        ))}
        <col style={{ width: ACTIONS_WIDTH }} />
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column, index) => (
            <ColumnHeader key={column.id} column={column} index={index} sort={sort} onSort={onSort} />
          ))}
          <th scope="col" aria-colindex={columns.length + 1} className={headerStyles}>
            <span className="sr-only">{text.actions}</span>
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
              columns={columns}
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
