import { type CSSProperties, useMemo, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { Product } from '@/entities/product/types'
import { useDrawer } from '@/entities/product/useDrawer'
import { can, usePerson } from '@/entities/user/can'
import { useMoney } from '@/lib/config'
import { PANE, TABLET, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/productList'
import { figureWidth } from '@/ui/figureWidth'
import { useVirtualRows } from '@/ui/useVirtualRows'
import { ColumnHeader, headerStyles } from './ColumnHeader'
import { actionsWidth, COLUMNS, type Column, type FigureWidths, shownColumns, tableWidth } from './columns'
import { rowHeightOf, useListSettings } from './listSettings'
import { ListEnd } from './listStates'
import { ProductRow, SkeletonRow } from './ProductRow'
import { spaceStyles } from './tableStyles'
import { useBoxWidth } from './useBoxWidth'
import { type KeptRow, useFocusedRow } from './useFocusedRow'
import type { ProductListQuery, RowWindow } from './useProductList'
import { useRowAnchor } from './useRowAnchor'
import { useRowCursor } from './useRowCursor'
import { useRowLoading } from './useRowLoading'

/** Pixels: the least and the most of the name. */
const NAME_MIN = COLUMNS[0]?.width ?? 0
const NAME_MAX = 640
/** The height of the column heads, which stick to the top of the box. */
const HEAD = 36

export interface ProductListProps {
  list: ProductListQuery
  loaded: RowWindow
  sort: string
  onSort: (ordering: string) => void
  onDelete: (product: Product) => void
}

/** The desk's list. Only the rows near the part that can be seen are in the page; the counts tell the whole. */
export function ProductTable({ list, loaded, sort, onSort, onDelete }: ProductListProps) {
  const [{ columns: chosen, density }] = useListSettings()
  const hasLittleRoom = useMediaQuery(TABLET)
  const rowHeight = rowHeightOf(density, hasLittleRoom)
  const top = useRef<HTMLTableSectionElement>(null)
  const width = useBoxWidth(top)
  const figures = useFigureWidths(loaded)
  const hasPane = useMediaQuery(PANE)
  const columns = useMemo(
    () => shownColumns(chosen, width, { figures, hasPane }),
    [chosen, width, figures, hasPane],
  )
  const minWidth = tableWidth(columns, chosen !== null, width)
  const actions = actionsWidth(width)
  // What no name is long enough for goes to all columns alike.
  const nameWidth = width - minWidth + NAME_MIN > NAME_MAX ? { width: NAME_MAX } : undefined
  const rows = useVirtualRows({ count: loaded.count, rowHeight, head: HEAD, list: top })
  useRowLoading(list, rows)
  useRowAnchor(top, loaded, rowHeight, HEAD)
  const kept = useFocusedRow(top, loaded, rows)
  const open = useOpen()
  const { reachable } = rows
  const cursor = useRowCursor({ list: top, loaded, reachable, rowHeight, head: HEAD, onOpen: open })
  return (
    <>
      <table
        aria-rowcount={loaded.count + 1}
        aria-colcount={columns.length + (actions ? 1 : 0)}
        data-compact={density === 'compact' || undefined}
        data-wide={minWidth > width || undefined}
        style={{ '--row': `${rowHeight}px`, minWidth } as CSSProperties}
        className="w-full table-fixed border-separate border-spacing-0"
        onKeyDown={cursor.onKeyDown}
      >
        <caption className="sr-only">{text.products}</caption>
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={id === 'name' ? nameWidth : { width }} />
          ))}
          {actions > 0 && <col style={{ width: actions }} />}
        </colgroup>
        <TableHead columns={columns} hasActions={actions > 0} sort={sort} onSort={onSort} />
        <tbody ref={top} aria-hidden="true">
          <tr
            style={{ height: Math.min(rows.first, kept?.index ?? rows.first) * rowHeight }}
            className={spaceStyles}
          />
        </tbody>
        <TableRows
          loaded={loaded}
          first={rows.first}
          last={rows.last}
          kept={kept}
          rowHeight={rowHeight}
          columns={columns}
          onDelete={actions > 0 ? onDelete : undefined}
        />
        <tbody aria-hidden="true">
          <tr
            style={{ height: (reachable - Math.max(rows.last, (kept?.index ?? 0) + 1)) * rowHeight }}
            className={spaceStyles}
          />
        </tbody>
      </table>
      <ListEnd count={loaded.count} reachable={rows.reachable} />
    </>
  )
}

interface TableHeadProps extends Pick<ProductListProps, 'sort' | 'onSort'> {
  columns: readonly Column[]
  hasActions: boolean
}

function TableHead({ columns, hasActions, sort, onSort }: TableHeadProps) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column, index) => (
          <ColumnHeader key={column.id} column={column} index={index} sort={sort} onSort={onSort} />
        ))}
        {hasActions && (
          <th scope="col" aria-colindex={columns.length + 1} className={headerStyles}>
            <span className="sr-only">{text.actions}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

interface TableRowsProps extends Pick<ProductListProps, 'loaded'> {
  /** Where the rows have actions. */
  onDelete: ProductListProps['onDelete'] | undefined
  first: number
  last: number
  /** The row with the focus, where it is scrolled out of sight. */
  kept: KeptRow | null
  rowHeight: number
  columns: readonly Column[]
}

function TableRows({ loaded, first, last, kept, rowHeight, columns, onDelete }: TableRowsProps) {
  const person = usePerson()
  const money = useMoney()
  const draw = (index: number, product: Product | undefined) =>
    product ? (
      <ProductRow
        key={product.id}
        product={product}
        columns={columns}
        rowIndex={index + 2}
        mayEdit={can(person, 'product:edit', product)}
        mayAdjust={can(person, 'stock:adjust', product)}
        money={money}
        onDelete={onDelete}
      />
    ) : (
      <SkeletonRow
        key={`at-${index}`}
        columns={columns}
        rowIndex={index + 2}
        hasActions={onDelete !== undefined}
      />
    )
  const space = (rows: number) => (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without cells takes no focus
    <tr key="space" aria-hidden="true" style={{ height: rows * rowHeight }} className={spaceStyles} />
  )
  const rowAt = (index: number) => (index === kept?.index ? kept.product : loaded.rows[index - loaded.start])
  const rows = []
  for (let index = first; index < last; index++) rows.push(draw(index, rowAt(index)))
  if (kept && kept.index < first) rows.unshift(draw(kept.index, kept.product), space(first - kept.index - 1))
  if (kept && kept.index >= last) rows.push(space(kept.index - last), draw(kept.index, kept.product))
  return <tbody>{rows}</tbody>
}

/** The room that the longest price and value of the loaded rows take, so that none is cut. */
function useFigureWidths({ rows }: RowWindow): FigureWidths {
  const money = useMoney()
  const longest = (field: 'price' | 'total_value') =>
    rows.reduce((long, row) => (row[field].length > long.length ? row[field] : long), '')
  const price = figureWidth(money(longest('price') || '0'))
  const value = figureWidth(money(longest('total_value') || '0'))
  return useMemo(() => ({ price, value }), [price, value])
}

function useOpen(): (id: number) => void {
  const navigate = useNavigate()
  const { hrefFor } = useDrawer()
  return (id) => void navigate(hrefFor(id), { preventScrollReset: true })
}
