import { type CSSProperties, useMemo, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useMayAdjust } from '@/features/stock/mayAdjust'
import { useMoney } from '@/lib/config'
import * as text from '@/strings/productList'
import { ColumnHeader, headerStyles } from './ColumnHeader'
import { ACTIONS_WIDTH, type Column, shownColumns, tableWidth } from './columns'
import { useDrawer } from './drawer/useDrawer'
import { ROW_HEIGHTS, useListSettings } from './listSettings'
import { ListEnd } from './listStates'
import { ProductRow, SkeletonRow } from './ProductRow'
import { spaceStyles } from './tableStyles'
import type { Product } from './types'
import { useBoxWidth } from './useBoxWidth'
import type { ProductListQuery, RowWindow } from './useProductList'
import { useRowAnchor } from './useRowAnchor'
import { useRowCursor } from './useRowCursor'
import { useRowLoading } from './useRowLoading'
import { useVirtualRows } from './useVirtualRows'

/** The height of the column heads, which stick to the top of the box. */
const HEAD = 36

export interface ProductListProps {
  list: ProductListQuery
  loaded: RowWindow
  sort: string
  userId: number | null
  onSort: (ordering: string) => void
  onDelete: (product: Product) => void
}

/** The desk's list. Only the rows near the part that can be seen are in the page; the counts tell the whole. */
export function ProductTable({ list, loaded, sort, userId, onSort, onDelete }: ProductListProps) {
  const [{ columns: chosen, density }] = useListSettings()
  const rowHeight = ROW_HEIGHTS[density]
  const top = useRef<HTMLTableSectionElement>(null)
  const width = useBoxWidth(top)
  const columns = useMemo(() => shownColumns(chosen, width), [chosen, width])
  const minWidth = tableWidth(columns, chosen !== null)
  const rows = useVirtualRows({ count: loaded.count, rowHeight, head: HEAD, list: top })
  useRowLoading(list, rows)
  useRowAnchor(top, loaded, rowHeight, HEAD)
  const open = useOpen()
  const { reachable } = rows
  const cursor = useRowCursor({ list: top, loaded, reachable, rowHeight, head: HEAD, onOpen: open })
  return (
    <>
      <table
        aria-rowcount={loaded.count + 1}
        aria-colcount={columns.length + 1}
        data-compact={density === 'compact' || undefined}
        data-wide={minWidth > width || undefined}
        style={{ '--row': `${rowHeight}px`, minWidth } as CSSProperties}
        className="w-full table-fixed border-separate border-spacing-0"
        onKeyDown={cursor.onKeyDown}
      >
        <caption className="sr-only">{text.products}</caption>
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={id === 'name' ? undefined : { width }} />
          ))}
          <col style={{ width: ACTIONS_WIDTH }} />
        </colgroup>
        <TableHead columns={columns} sort={sort} onSort={onSort} />
        <tbody ref={top} aria-hidden="true">
          <tr style={{ height: rows.spaceBefore }} className={spaceStyles} />
        </tbody>
        <TableRows
          loaded={loaded}
          first={rows.first}
          last={rows.last}
          columns={columns}
          userId={userId}
          onDelete={onDelete}
        />
        <tbody aria-hidden="true">
          <tr style={{ height: rows.spaceAfter }} className={spaceStyles} />
        </tbody>
      </table>
      <ListEnd count={loaded.count} reachable={rows.reachable} />
    </>
  )
}

interface TableHeadProps extends Pick<ProductListProps, 'sort' | 'onSort'> {
  columns: readonly Column[]
}

function TableHead({ columns, sort, onSort }: TableHeadProps) {
  return (
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
  )
}

interface TableRowsProps extends Pick<ProductListProps, 'loaded' | 'userId' | 'onDelete'> {
  first: number
  last: number
  columns: readonly Column[]
}

function TableRows({ loaded, first, last, columns, userId, onDelete }: TableRowsProps) {
  const mayAdjust = useMayAdjust()
  const money = useMoney()
  const rows = []
  for (let index = first; index < last; index++) {
    const product = loaded.rows[index - loaded.start]
    rows.push(
      product ? (
        <ProductRow
          key={product.id}
          product={product}
          columns={columns}
          rowIndex={index + 2}
          isOwner={product.created_by === userId}
          mayAdjust={mayAdjust(product)}
          money={money}
          onDelete={onDelete}
        />
      ) : (
        <SkeletonRow key={`at-${index}`} columns={columns} rowIndex={index + 2} />
      ),
    )
  }
  return <tbody>{rows}</tbody>
}

function useOpen(): (id: number) => void {
  const navigate = useNavigate()
  const { hrefFor } = useDrawer()
  return (id) => void navigate(hrefFor(id), { preventScrollReset: true })
}
