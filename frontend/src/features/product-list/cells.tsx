import { useCategoryName } from '@/entities/category/categories'
import { EditingDot } from '@/entities/product/EditingDot'
import { ProductLink } from '@/entities/product/ProductLink'
import { openPriceEditor } from '@/entities/product/priceEditor'
import { QuantityChange } from '@/entities/product/QuantityChange'
import { StockStatus } from '@/entities/product/StockStatus'
import { SelectBox } from '@/entities/product/selection/SelectBox'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import { changePrice } from '@/strings/price'
import * as text from '@/strings/productList'
import { Badge } from '@/ui/Badge'
import { RelativeTime } from '@/ui/RelativeTime'
import { Rolled } from '@/ui/Rolled'
import { Thumbnail } from '@/ui/Thumbnail'
import { ChangeWords } from './ChangeWords'
import type { CellProps } from './cellProps'
import { Sparkline } from './Sparkline'
import { useSparkline } from './sparklines'
import { useStockControl } from './stockControl'

/* What stands in the cells of the table, one component a column. */

export function NameCell({ product, columns }: CellProps) {
  const hasSku = columns.some(({ id }) => id === 'sku')
  return (
    <div className="flex items-center gap-3">
      <SelectBox product={product} className="-mx-3 size-10 in-data-compact:size-8 print:hidden" />
      <span className="relative">
        <Thumbnail path={product.thumbnail} className="size-9 in-data-compact:size-6" />
        <EditingDot productId={product.id} />
      </span>
      <div className="min-w-0 flex-1 in-data-compact:flex in-data-compact:items-baseline in-data-compact:gap-2">
        <ProductLink
          id={product.id}
          className={cx(
            'line-clamp-2 whitespace-normal rounded font-medium underline-offset-4 hover:underline in-data-compact:line-clamp-1',
            // Two lines, and closer where the SKU is under them.
            hasSku ? '' : 'leading-4',
          )}
        >
          <bdi>{product.name}</bdi>
        </ProductLink>
        {!hasSku && (
          // In one line with the name it gives way first.
          <div className="truncate font-mono text-muted text-xs leading-3.5 in-data-compact:shrink-9999">
            {product.sku}
          </div>
        )}
      </div>
    </div>
  )
}

export function SkuCell({ product }: CellProps) {
  return (
    <span title={product.sku} className="font-mono text-muted text-xs">
      {product.sku}
    </span>
  )
}

export function CategoryCell({ product }: CellProps) {
  const nameOf = useCategoryName()
  return <span className="text-muted">{nameOf(product.category)}</span>
}

export function StatusCell({ product }: CellProps) {
  const isFine = product.is_active && product.is_in_stock && !product.is_low_stock
  return isFine ? <Badge tone="live">{text.inStock}</Badge> : <StockStatus product={product} />
}

export function BarcodeCell({ product }: CellProps) {
  return <span className="font-mono text-muted text-xs">{product.barcode ?? text.noValue}</span>
}

export function QuantityCell({ product, change, mayAdjust, columns }: CellProps) {
  const StockControl = useStockControl()
  const hasStatus = columns.some(({ id }) => id === 'status')
  return (
    // What does not fit goes to the left: the buttons stay under the pointer.
    <span className="flex items-center justify-end gap-2 *:shrink-0">
      {!hasStatus && <StockStatus product={product} />}
      <QuantityChange change={change} />
      {mayAdjust ? (
        <StockControl product={product} size="row" />
      ) : (
        <span className="me-7.25 min-w-11 px-2 font-medium">
          <Rolled count={product.quantity} />
        </span>
      )}
    </span>
  )
}

export function ReorderCell({ product }: CellProps) {
  const level = product.reorder_level
  return <span className="text-muted">{level === null ? text.noValue : formatCount(level)}</span>
}

export function PriceCell({ product, mayEdit, money }: CellProps) {
  const price = money(product.price)
  if (!mayEdit) return price
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={changePrice(price, product.name)}
      onClick={(event) => openPriceEditor({ seen: product, anchor: event.currentTarget })}
      className="-me-1.5 print:me-0 print:px-0 print:inline! h-7 rounded px-1.5 outline-offset-0 hover:bg-surface hover:ring-1 hover:ring-edge"
    >
      {price}
    </button>
  )
}

export function ValueCell({ product, money }: CellProps) {
  return <span className="text-muted">{money(product.total_value)}</span>
}

/** Its last day is now, whenever the others were fetched. */
export function TrendCell({ product }: CellProps) {
  const { data } = useSparkline(product.id)
  return data && <Sparkline counts={[...data.slice(0, -1), product.quantity]} />
}

export function OwnerCell({ product }: CellProps) {
  return <span className="ps-2 text-muted">{product.owner ?? text.noValue}</span>
}

export function CreatedCell({ product }: CellProps) {
  return (
    <span className="ps-2 text-muted">
      <RelativeTime iso={product.created_at} />
    </span>
  )
}

export function UpdatedCell({ product, change }: CellProps) {
  return (
    <span className="ps-2 text-muted">
      <ChangeWords change={change}>
        <RelativeTime iso={product.updated_at} />
      </ChangeWords>
    </span>
  )
}
