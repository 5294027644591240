import { memo, useRef } from 'react'
import { Link } from 'react-router'
import { EditingDot } from '@/entities/product/EditingDot'
import { QuantityChange } from '@/entities/product/QuantityChange'
import { StockStatus } from '@/entities/product/StockStatus'
import { SelectBox } from '@/entities/product/selection/SelectBox'
import { selectOnHold, useIsSelecting } from '@/entities/product/selection/useSelection'
import type { Product } from '@/entities/product/types'
import { useRowFlash } from '@/entities/product/useRowFlash'
import { can, usePerson } from '@/entities/user/can'
import { useMoney } from '@/lib/config'
import { cx } from '@/lib/cx'
import type { MoneyFormat } from '@/lib/format'
import * as text from '@/strings/productList'
import { RelativeTime } from '@/ui/RelativeTime'
import { Rolled } from '@/ui/Rolled'
import { Thumbnail } from '@/ui/Thumbnail'
import { useVirtualRows } from '@/ui/useVirtualRows'
import { ChangeWords } from './ChangeWords'
import { ListEnd } from './listStates'
import type { ProductListProps } from './ProductTable'
import { useStockControl } from './stockControl'
import { useFocusedRow } from './useFocusedRow'
import { useRowAnchor } from './useRowAnchor'
import { useRowLoading } from './useRowLoading'

const CARD_HEIGHT = 92
/** The search that sticks to the top of the page. */
const HEAD = 60

/** The phone's list: one card a product, the whole card a link. */
export function ProductCards({ list, loaded }: Pick<ProductListProps, 'list' | 'loaded'>) {
  const person = usePerson()
  const money = useMoney()
  const isSelecting = useIsSelecting()
  const top = useRef<HTMLUListElement>(null)
  const rows = useVirtualRows({ count: loaded.count, rowHeight: CARD_HEIGHT, head: HEAD, list: top })
  useRowLoading(list, rows)
  useRowAnchor(top, loaded, CARD_HEIGHT, HEAD)
  const kept = useFocusedRow(top, loaded, rows)
  const draw = (index: number, product: Product | undefined) =>
    product ? (
      <ProductCard
        key={product.id}
        product={product}
        position={index + 1}
        total={loaded.count}
        mayAdjust={can(person, 'stock:adjust', product)}
        money={money}
        isSelecting={isSelecting}
      />
    ) : (
      <SkeletonCard key={`at-${index}`} />
    )
  const space = (count: number) => (
    <li key="space" aria-hidden="true" style={{ height: count * CARD_HEIGHT }} />
  )
  const { first, last, reachable } = rows
  const rowAt = (index: number) => (index === kept?.index ? kept.product : loaded.rows[index - loaded.start])
  const cards = []
  for (let index = first; index < last; index++) cards.push(draw(index, rowAt(index)))
  if (kept && kept.index < first) cards.unshift(draw(kept.index, kept.product), space(first - kept.index - 1))
  if (kept && kept.index >= last) cards.push(space(kept.index - last), draw(kept.index, kept.product))
  return (
    <>
      <ul
        ref={top}
        aria-label={text.products}
        style={{
          paddingTop: Math.min(first, kept?.index ?? first) * CARD_HEIGHT,
          paddingBottom: (reachable - Math.max(last, (kept?.index ?? 0) + 1)) * CARD_HEIGHT,
        }}
        className="border-line border-t [overflow-anchor:none]"
      >
        {cards}
      </ul>
      <ListEnd count={loaded.count} reachable={reachable} />
    </>
  )
}

interface ProductCardProps {
  product: Product
  position: number
  total: number
  mayAdjust: boolean
  money: MoneyFormat
  isSelecting: boolean
}

const ProductCard = memo(function ProductCard({
  product,
  position,
  total,
  mayAdjust,
  money,
  isSelecting,
}: ProductCardProps) {
  const StockControl = useStockControl()
  const { className, change } = useRowFlash(product)
  return (
    <li
      data-index={position - 1}
      aria-posinset={position}
      aria-setsize={total}
      onContextMenu={(event) => selectOnHold(event.nativeEvent, product)}
      className={cx(
        'relative flex h-23 items-center gap-3 border-line border-b px-4 has-checked:bg-accent-soft',
        isSelecting && 'ps-13',
        className,
      )}
    >
      {/* All of the card: who selects does not mean to open or to change it. */}
      {isSelecting && <SelectBox product={product} className="absolute inset-0 z-1 justify-start! ps-4.5" />}
      <span className="relative max-[24rem]:contents">
        <Thumbnail path={product.thumbnail} className="size-14 max-[24rem]:hidden" />
        <EditingDot productId={product.id} />
      </span>
      <div className="min-w-0 flex-1">
        <Link
          to={`/products/${product.id}`}
          className="line-clamp-2 font-medium text-base leading-5 after:absolute after:inset-0"
        >
          <bdi>{product.name}</bdi>
        </Link>
        <div className="mt-1 flex min-w-0 items-center gap-2 text-muted text-xs">
          <span className="truncate font-mono">{product.sku}</span>
          <span className="shrink-0">
            {/* There is room for the whole SKU, or for what has just happened. */}
            {change && (
              <ChangeWords change={change}>
                <RelativeTime iso={product.updated_at} />
              </ChangeWords>
            )}
          </span>
        </div>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1 tabular-nums">
        {mayAdjust ? (
          <StockControl product={product} size="thumb" />
        ) : (
          <span className="font-semibold text-lg leading-6">
            <Rolled count={product.quantity} />
          </span>
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

/** A card that is not loaded yet. */
const SkeletonCard = memo(function SkeletonCard() {
  return (
    <li aria-hidden="true" className="flex h-23 items-center gap-3 border-line border-b px-4">
      <span className="size-14 shrink-0 rounded bg-sunken max-[24rem]:hidden" />
      <span className="flex-1 space-y-2">
        <span className="block h-3.5 w-3/5 rounded bg-sunken" />
        <span className="block h-2.5 w-24 rounded bg-sunken" />
      </span>
      <span className="h-11 w-36 rounded bg-sunken" />
    </li>
  )
})
