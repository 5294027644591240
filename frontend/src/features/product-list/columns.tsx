import type { ComponentType } from 'react'
import * as text from '@/strings/productList'
import type { CellProps, ColumnId } from './cellProps'
import {
  BarcodeCell,
  CategoryCell,
  CreatedCell,
  NameCell,
  OwnerCell,
  PriceCell,
  QuantityCell,
  ReorderCell,
  SkuCell,
  StatusCell,
  TrendCell,
  UpdatedCell,
  ValueCell,
} from './cells'

export interface Column {
  id: ColumnId
  label: string
  /** Pixels. The name gets what is left, and never less than this. */
  width: number
  /** Figures are aligned to the right. */
  isFigure?: boolean
  /** The API's field to sort by, and the direction that a first press asks for. */
  field?: string
  descendingFirst?: boolean
  /** On top of the cell's own: where the label has to stand over the figure. */
  className?: string
  Cell: ComponentType<CellProps>
}

/** Every column, in the order of the table. The name always shows. */
export const COLUMNS: readonly Column[] = [
  { id: 'name', label: text.columns.name, width: 224, field: 'name', Cell: NameCell },
  { id: 'sku', label: text.columns.sku, width: 124, field: 'sku', Cell: SkuCell },
  { id: 'category', label: text.columns.category, width: 112, Cell: CategoryCell },
  { id: 'status', label: text.columns.status, width: 104, Cell: StatusCell },
  { id: 'barcode', label: text.columns.barcode, width: 140, Cell: BarcodeCell },
  {
    id: 'quantity',
    label: text.columns.quantity,
    width: 204,
    isFigure: true,
    field: 'quantity',
    // Over the number, with the plus button to its right.
    className: 'pe-12',
    Cell: QuantityCell,
  },
  { id: 'reorder', label: text.columns.reorder, width: 88, isFigure: true, Cell: ReorderCell },
  { id: 'price', label: text.columns.price, width: 96, isFigure: true, field: 'price', Cell: PriceCell },
  { id: 'value', label: text.columns.value, width: 112, isFigure: true, Cell: ValueCell },
  { id: 'trend', label: text.columns.trend, width: 108, className: 'ps-4', Cell: TrendCell },
  { id: 'owner', label: text.columns.owner, width: 112, className: 'ps-4', Cell: OwnerCell },
  {
    id: 'created',
    label: text.columns.created,
    width: 104,
    field: 'created_at',
    descendingFirst: true,
    className: 'ps-4',
    Cell: CreatedCell,
  },
  {
    id: 'updated',
    label: text.columns.updated,
    width: 132,
    field: 'updated_at',
    descendingFirst: true,
    className: 'ps-4',
    Cell: UpdatedCell,
  },
]

/** Where there is little room an open product has its actions, and the rows have none. */
export function actionsWidth(width: number): number {
  return width < 800 ? 0 : 76
}

/** What shows first where there is not room for all; the rest shows only when it is asked for. */
const BY_ROOM: readonly ColumnId[] = [
  'quantity',
  'price',
  'updated',
  'sku',
  'category',
  'value',
  'trend',
  'reorder',
  'owner',
  'barcode',
]

/** How many of these show before the name gets more than its least width. */
const ALWAYS = 3
/** Pixels that the name gets on top of that before the usual columns show, or the table is scrolled. */
const NAME_ROOM = 24
/** The same for the less usual ones: names are read more often. */
const MUCH_NAME_ROOM = 200
const USUAL = 5
/** With a third pane they are more: who has room for one wants to see them. */
const USUAL_BESIDE_PANE = 7

/** What figures of this length need: a price in rupiah is three times as long as one in euros. */
export interface FigureWidths {
  price: number
  value: number
}

/** The columns that somebody chose; without a choice, as many of the usual ones as fit into `width` pixels. */
export function shownColumns(
  chosen: readonly ColumnId[] | null,
  width: number,
  { figures, hasPane = false }: { figures?: FigureWidths; hasPane?: boolean } = {},
): readonly Column[] {
  const columns = COLUMNS.map((column) =>
    figures && (column.id === 'price' || column.id === 'value')
      ? { ...column, width: Math.max(column.width, figures[column.id]) }
      : column,
  )
  const ids = new Set(chosen ?? fitting(columns, width, hasPane ? USUAL_BESIDE_PANE : USUAL))
  return columns.filter(({ id }) => id === 'name' || ids.has(id))
}

/** The width below which the table has to be scrolled sideways, in a box of `room` pixels. */
export function tableWidth(columns: readonly Column[], isChosen: boolean, room: number): number {
  return columns.reduce((sum, { width }) => sum + width, actionsWidth(room) + (isChosen ? NAME_ROOM : 0))
}

function fitting(columns: readonly Column[], width: number, usual: number): ColumnId[] {
  const ids: ColumnId[] = []
  let used = tableWidth(columns.slice(0, 1), false, width)
  for (const id of BY_ROOM) {
    used += columns.find((column) => column.id === id)?.width ?? 0
    const room = ids.length < ALWAYS ? 0 : ids.length < usual ? NAME_ROOM : MUCH_NAME_ROOM
    if (used + room > width && ids.length > 0) break
    ids.push(id)
  }
  return ids
}
