import { Pencil, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-router'
import { iconButtonStyles } from '@/components/buttonStyles'
import { RelativeTime } from '@/components/RelativeTime'
import { Thumbnail } from '@/components/Thumbnail'
import { QuickAdjust } from '@/features/stock/QuickAdjust'
import { useMoney } from '@/lib/config'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import { ChangeWords } from './ChangeWords'
import { useCategoryName } from './categories'
import { QuantityChange } from './QuantityChange'
import { StockStatus } from './StockStatus'
import type { Product } from './types'
import { useRowFlash } from './useRowFlash'

interface ProductRowProps {
  product: Product
  /** Place in the whole list, counting the header as 1. */
  rowIndex: number
  isOwner: boolean
  mayAdjust: boolean
  onDelete: (product: Product) => void
}

const cell = 'h-13 border-line border-b px-2'
const figure = 'text-right tabular-nums'

export const ProductRow = memo(function ProductRow({
  product,
  rowIndex,
  isOwner,
  mayAdjust,
  onDelete,
}: ProductRowProps) {
  const money = useMoney()
  const nameOf = useCategoryName()
  const { className, change } = useRowFlash(product)
  return (
    <tr aria-rowindex={rowIndex} className={cx('group hover:bg-sunken/60', className)}>
      <td className={cx(cell, 'pl-3')}>
        <div className="flex items-center gap-3">
          <Thumbnail path={product.thumbnail} className="size-9" />
          <div className="min-w-0">
            <Link
              to={`/products/${product.id}`}
              className="block truncate rounded font-medium underline-offset-4 hover:underline"
            >
              {product.name}
            </Link>
            <div className="truncate font-mono text-muted text-xs">{product.sku}</div>
          </div>
        </div>
      </td>
      <td className={cx(cell, 'hidden truncate text-muted min-[70rem]:table-cell')}>
        {nameOf(product.category)}
      </td>
      <td className={cx(cell, figure)}>
        {/* What does not fit goes to the left: the buttons stay under the pointer. */}
        <span className="flex items-center justify-end gap-2 *:shrink-0">
          <StockStatus product={product} />
          <QuantityChange change={change} />
          {mayAdjust ? (
            <QuickAdjust product={product} size="row" />
          ) : (
            <span className="font-medium desk:mr-7 desk:min-w-11 desk:px-1.5">
              {formatCount(product.quantity)}
            </span>
          )}
        </span>
      </td>
      <td className={cx(cell, figure, 'hidden text-muted min-[80rem]:table-cell')}>
        {product.reorder_level === null ? '–' : formatCount(product.reorder_level)}
      </td>
      <td className={cx(cell, figure)}>{money(product.price)}</td>
      <td className={cx(cell, figure, 'hidden text-muted min-[86rem]:table-cell')}>
        {money(product.total_value)}
      </td>
      <td className={cx(cell, 'truncate text-muted max-[64rem]:hidden')}>
        <ChangeWords change={change}>
          <RelativeTime iso={product.updated_at} />
        </ChangeWords>
      </td>
      <td className={cx(cell, 'pr-1 text-right')}>
        {isOwner && <RowActions product={product} onDelete={onDelete} />}
      </td>
    </tr>
  )
})

function RowActions({ product, onDelete }: Pick<ProductRowProps, 'product' | 'onDelete'>) {
  return (
    <div className="flex justify-end opacity-60 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100">
      <Link
        to={`/products/${product.id}/edit`}
        aria-label={`Edit ${product.name}`}
        className={iconButtonStyles}
      >
        <Pencil size={15} aria-hidden="true" />
      </Link>
      <button
        type="button"
        aria-label={`Delete ${product.name}`}
        onClick={() => onDelete(product)}
        className={cx(iconButtonStyles, 'hover:text-out-ink')}
      >
        <Trash2 size={15} aria-hidden="true" />
      </button>
    </div>
  )
}
