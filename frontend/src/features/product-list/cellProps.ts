import type { Product } from '@/entities/product/types'
import type { RowChange } from '@/entities/product/useRowFlash'
import type { MoneyFormat } from '@/lib/format'
import type * as text from '@/strings/productList'

export type ColumnId = keyof typeof text.columns

/** What every cell of a row is given. */
export interface CellProps {
  product: Product
  /** The change that just reached the row. */
  change: RowChange | undefined
  mayAdjust: boolean
  money: MoneyFormat
  mayEdit: boolean
  /** The columns that the table shows. */
  columns: readonly { id: ColumnId }[]
}
