import { memo, useRef } from 'react'
import { Link } from 'react-router'
import { RelativeTime } from '@/components/RelativeTime'
import { Thumbnail } from '@/components/Thumbnail'
import { useMayAdjust } from '@/features/stock/mayAdjust'
import { QuickAdjust } from '@/features/stock/QuickAdjust'
import { useMoney } from '@/lib/config'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import { ChangeWords } from './ChangeWords'
import type { ProductListProps } from './ProductTable'
import { QuantityChange } from './QuantityChange'
import { StockStatus } from './StockStatus'
import { SelectBox } from './selection/SelectBox'
import { selectOnHold, useIsSelecting } from './selection/useSelection'
import type { Product } from './types'
import { useRowFlash } from './useRowFlash'
import { useVirtualRows } from './useVirtualRows'

const CARD_HEIGHT = 92

/** The phone's list: one card a product, the whole card a link. */
export function ProductCards({ rows, total, onEnd }: Pick<ProductListProps, 'rows' | 'total' | 'onEnd'>) {
  const mayAdjust = useMayAdjust()
  const isSelecting = useIsSelecting()
  const list = useRef<HTMLUListElement>(null)
  const { indexes, spaceBefore, spaceAfter } = useVirtualRows({
    count: rows.length,
    rowHeight: CARD_HEIGHT,
    list,
    onEnd,
  })
  return (
    <ul
      ref={list}
      aria-label="Products"
      style={{ paddingTop: spaceBefore, paddingBottom: spaceAfter }}
      className="border-line border-t"
    >
      {indexes.map((index) => {
        const product = rows[index]
        return (
          product && (
            <ProductCard
              key={product.id}
              product={product}
              position={index + 1}
              total={total}
              mayAdjust={mayAdjust(product)}
              isSelecting={isSelecting}
            />
          )
        )
      })}
    </ul>
  )
}

interface ProductCardProps {
  product: Product
  position: number
  total: number
  mayAdjust: boolean
  isSelecting: boolean
}

const ProductCard = memo(function ProductCard({
  product,
  position,
  total,
  mayAdjust,
  isSelecting,
}: ProductCardProps) {
  const money = useMoney()
  const { className, change } = useRowFlash(product)
  return (
    <li
      aria-posinset={position}
      aria-setsize={total}
      onContextMenu={(event) => selectOnHold(event.nativeEvent, product)}
      className={cx(
        'relative flex h-23 items-center gap-3 border-line border-b px-4 has-checked:bg-accent-soft',
        isSelecting && 'pl-13',
        className,
      )}
    >
      {/* All of the card: who selects does not mean to open or to change it. */}
      {isSelecting && <SelectBox product={product} className="absolute inset-0 z-1 justify-start! pl-4.5" />}
      <Thumbnail path={product.thumbnail} className="size-14 max-[24rem]:hidden" />
      <div className="min-w-0 flex-1">
        <Link
          to={`/products/${product.id}`}
          className="line-clamp-2 font-medium text-base leading-5 after:absolute after:inset-0"
        >
          {product.name}
        </Link>
        <div className="mt-1 flex min-w-0 items-center gap-2 text-muted text-xs">
          <span className="truncate font-mono">{product.sku}</span>
          <span className="shrink-0">
            <ChangeWords change={change}>
              <RelativeTime iso={product.updated_at} />
            </ChangeWords>
          </span>
        </div>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1 tabular-nums">
        {mayAdjust ? (
          <QuickAdjust product={product} size="thumb" />
        ) : (
          <span className="font-semibold text-lg leading-6">{formatCount(product.quantity)}</span>
        )}
        <span className="flex items-center gap-1.5">
          <QuantityChange change={change} />
          <StockStatus product={product} />
          <span className="text-muted text-xs">{money(product.price)}</span>
        </span>
      </div>
    </li>
  )
})
