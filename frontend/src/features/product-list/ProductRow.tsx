import { Pencil, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { ProductLink } from '@/entities/product/ProductLink'
import type { Product } from '@/entities/product/types'
import { useRowFlash } from '@/entities/product/useRowFlash'
import { cx } from '@/lib/cx'
import type { MoneyFormat } from '@/lib/format'
import * as text from '@/strings/productList'
import { iconButtonStyles } from '@/ui/buttonStyles'
import type { Column } from './columns'
import { cellStyles, pinnedStyles, rowStyles } from './tableStyles'

interface ProductRowProps {
  product: Product
  columns: readonly Column[]
  /** Place in the whole list, counting the header as 1. */
  rowIndex: number
  mayEdit: boolean
  mayAdjust: boolean
  money: MoneyFormat
  /** Where the rows have actions. */
  onDelete: ((product: Product) => void) | undefined
}

export const ProductRow = memo(function ProductRow({
  product,
  columns,
  rowIndex,
  mayEdit,
  mayAdjust,
  money,
  onDelete,
}: ProductRowProps) {
  const { className, change } = useRowFlash(product)
  return (
    <tr aria-rowindex={rowIndex} data-index={rowIndex - 2} tabIndex={-1} className={cx(rowStyles, className)}>
      {columns.map(({ id, isFigure, Cell }, index) => (
        <td
          key={id}
          aria-colindex={index + 1}
          className={cx(cellStyles(isFigure), id === 'name' && pinnedStyles)}
        >
          <Cell
            product={product}
            change={change}
            mayAdjust={mayAdjust}
            money={money}
            mayEdit={mayEdit}
            columns={columns}
          />
        </td>
      ))}
      {onDelete && (
        <td aria-colindex={columns.length + 1} className={cx(cellStyles(true), 'pe-1')}>
          {mayEdit && <RowActions product={product} onDelete={onDelete} />}
        </td>
      )}
    </tr>
  )
})

interface RowActionsProps {
  product: Product
  onDelete: (product: Product) => void
}

function RowActions({ product, onDelete }: RowActionsProps) {
  return (
    <div className="flex justify-end opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 any-pointer-coarse:opacity-100 print:hidden">
      <ProductLink id={product.id} edit aria-label={text.edit(product.name)} className={iconButtonStyles}>
        <Pencil size={15} aria-hidden="true" />
      </ProductLink>
      <button
        type="button"
        aria-label={text.remove(product.name)}
        onClick={() => onDelete(product)}
        className={cx(iconButtonStyles, 'hover:text-out-ink any-pointer-coarse:hidden')}
      >
        <Trash2 size={15} aria-hidden="true" />
      </button>
    </div>
  )
}

/** A row that is not loaded yet. */
export const SkeletonRow = memo(function SkeletonRow({
  columns,
  rowIndex,
  hasActions,
}: Pick<ProductRowProps, 'columns' | 'rowIndex'> & { hasActions: boolean }) {
  return (
    <tr aria-rowindex={rowIndex} aria-busy="true">
      {columns.map(({ id, isFigure, className }) => (
        <td key={id} className={cx(cellStyles(isFigure), className, id === 'name' && pinnedStyles)}>
          {id === 'name' ? (
            <span className="flex items-center gap-3">
              <span className={cx(bone, 'ms-7 size-9 in-data-compact:size-6')} />
              <span className={cx(bone, 'h-3 w-2/5')} />
            </span>
          ) : (
            <span className={cx(bone, 'inline-block h-3 w-2/5 align-middle')} />
          )}
        </td>
      ))}
      {hasActions && <td className={cellStyles()} />}
    </tr>
  )
})

// Still, not shimmering: a screen full of these comes and goes while somebody scrolls.
const bone = 'shrink-0 rounded bg-sunken'
