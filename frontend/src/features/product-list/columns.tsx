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
  StatusCell,
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
  { id: 'name', label: text.columns.name, width: 300, field: 'name', Cell: NameCell },
  { id: 'category', label: text.columns.category, width: 120, Cell: CategoryCell },
  { id: 'status', label: text.columns.status, width: 104, Cell: StatusCell },
  { id: 'barcode', label: text.columns.barcode, width: 148, Cell: BarcodeCell },
  {
    id: 'quantity',
    label: text.columns.quantity,
    width: 200,
    isFigure: true,
    field: 'quantity',
    className: 'pr-12',
    Cell: QuantityCell,
  },
  { id: 'reorder', label: text.columns.reorder, width: 96, isFigure: true, Cell: ReorderCell },
  { id: 'price', label: text.columns.price, width: 104, isFigure: true, field: 'price', Cell: PriceCell },
  { id: 'value', label: text.columns.value, width: 120, isFigure: true, Cell: ValueCell },
  { id: 'owner', label: text.columns.owner, width: 120, Cell: OwnerCell },
  {
    id: 'created',
    label: text.columns.created,
    width: 120,
    field: 'created_at',
    descendingFirst: true,
    Cell: CreatedCell,
  },
  {
    id: 'updated',
    label: text.columns.updated,
    width: 176,
    field: 'updated_at',
    descendingFirst: true,
    Cell: UpdatedCell,
  },
]

export const ACTIONS_WIDTH = 84

/** What shows first where there is not room for all; the rest shows only when it is asked for. */
const BY_ROOM: readonly ColumnId[] = ['quantity', 'price', 'updated', 'category', 'reorder', 'value']

/** Pixels that the name gets on top of its least width before the less usual columns show, or the table is scrolled. */
const NAME_ROOM = 100

/** The columns that somebody chose; without a choice, as many of the usual ones as fit into `width` pixels. */
export function shownColumns(chosen: readonly ColumnId[] | null, width: number): readonly Column[] {
  const ids = new Set(chosen ?? fitting(width))
  return COLUMNS.filter(({ id }) => id === 'name' || ids.has(id))
}

/** The width below which the table has to be scrolled sideways. */
export function tableWidth(columns: readonly Column[], isChosen: boolean): number {
  return columns.reduce((sum, { width }) => sum + width, ACTIONS_WIDTH + (isChosen ? NAME_ROOM : 0))
}

function fitting(width: number): ColumnId[] {
  const ids: ColumnId[] = []
  let used = tableWidth(COLUMNS.slice(0, 1), false)
  for (const id of BY_ROOM) {
    used += COLUMNS.find((column) => column.id === id)?.width ?? 0
    // Beyond the first three, a name that can be read is worth more than another column.
    if (used + (ids.length < 3 ? 0 : NAME_ROOM) > width && ids.length > 0) break
    ids.push(id)
  }
  return ids
}
