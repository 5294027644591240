import { Pencil, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-router'
import { iconButtonStyles } from '@/components/buttonStyles'
import { cx } from '@/lib/cx'
import * as text from '@/strings/productList'
import type { Column } from './columns'
import { cellStyles, pinnedStyles, rowStyles } from './tableStyles'
import type { Product } from './types'
import { useRowFlash } from './useRowFlash'

interface ProductRowProps {
  product: Product
  columns: readonly Column[]
  /** Place in the whole list, counting the header as 1. */
  rowIndex: number
  isOwner: boolean
  mayAdjust: boolean
  onDelete: (product: Product) => void
}

export const ProductRow = memo(function ProductRow({
  product,
  columns,
  rowIndex,
  isOwner,
  mayAdjust,
  onDelete,
}: ProductRowProps) {
  const { className, change } = useRowFlash(product)
  return (
    <tr
      aria-rowindex={rowIndex}
      data-index={rowIndex - 2}
      tabIndex={-1}
      className={cx(rowStyles, 'outline-offset-[-2px]', className)}
    >
      {columns.map(({ id, isFigure, Cell }, index) => (
        <td
          key={id}
          aria-colindex={index + 1}
          className={cx(cellStyles(isFigure), id === 'name' && pinnedStyles)}
        >
          <Cell product={product} change={change} mayAdjust={mayAdjust} isOwner={isOwner} columns={columns} />
        </td>
      ))}
      <td aria-colindex={columns.length + 1} className={cx(cellStyles(true), 'pr-1')}>
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
        aria-label={text.edit(product.name)}
        className={iconButtonStyles}
      >
        <Pencil size={15} aria-hidden="true" />
      </Link>
      <button
        type="button"
        aria-label={text.remove(product.name)}
        onClick={() => onDelete(product)}
        className={cx(iconButtonStyles, 'hover:text-out-ink')}
      >
        <Trash2 size={15} aria-hidden="true" />
      </button>
    </div>
  )
}
