import { Package } from 'lucide-react'
import type { ReactNode } from 'react'
import { RelativeTime } from '@/components/RelativeTime'
import { useMayAdjust } from '@/features/stock/mayAdjust'
import { StockActions } from '@/features/stock/StockActions'
import { useShownQuantity } from '@/features/stock/useAdjustQueue'
import { useMoney } from '@/lib/config'
import { mediaUrl } from '@/lib/env'
import { formatCount } from '@/lib/format'
import { useCategoryName } from './categories'
import { QuantityChange } from './QuantityChange'
import { StockStatus } from './StockStatus'
import type { Product } from './types'
import { useRowFlash } from './useRowFlash'

/** Everything there is to read about a product, kept current. */
export function ProductFacts({ product }: { product: Product }) {
  const money = useMoney()
  const nameOf = useCategoryName()
  const mayAdjust = useMayAdjust()
  const onHand = useShownQuantity(product)
  const { className, change } = useRowFlash(product)
  return (
    <div className="flex flex-col gap-6 desk:flex-row desk:gap-8">
      <Picture path={product.image} />
      <div className="min-w-0 max-w-xl flex-1">
        <div className={`flex items-baseline gap-3 rounded ${className ?? ''}`}>
          <span className="font-semibold text-4xl tabular-nums tracking-tight">{formatCount(onHand)}</span>
          <span className="text-muted">on hand</span>
          <QuantityChange change={change} />
          <StockStatus product={product} />
        </div>
        {mayAdjust(product) && (
          <div className="mt-4">
            <StockActions product={product} />
          </div>
        )}
        <dl className="mt-5 grid grid-cols-[auto_1fr] gap-x-8 border-line border-t">
          <Fact label="Price">{money(product.price)}</Fact>
          <Fact label="Stock value">{money(product.total_value)}</Fact>
          <Fact label="Reorder at">
            {product.reorder_level === null ? 'Not set' : formatCount(product.reorder_level)}
          </Fact>
          <Fact label="Category">{nameOf(product.category)}</Fact>
          <Fact label="SKU">
            <span className="font-mono">{product.sku}</span>
          </Fact>
          <Fact label="Barcode">
            {product.barcode ? <span className="font-mono">{product.barcode}</span> : 'None'}
          </Fact>
          <Fact label="Owner">{product.owner ?? 'None'}</Fact>
          <Fact label="Added">
            <RelativeTime iso={product.created_at} />
          </Fact>
          <Fact label="Updated">
            <RelativeTime iso={product.updated_at} />
          </Fact>
        </dl>
        {product.description && <p className="mt-5 whitespace-pre-line break-words">{product.description}</p>}
      </div>
    </div>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid border-line border-b py-2">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words tabular-nums">{children}</dd>
    </div>
  )
}

function Picture({ path }: { path: string | null }) {
  const box =
    'w-full shrink-0 self-start rounded border border-line bg-surface max-desk:h-44 desk:aspect-square desk:max-w-80'
  if (!path) {
    return (
      <div className={`flex items-center justify-center text-muted max-desk:hidden ${box}`}>
        <Package size={40} aria-hidden="true" className="opacity-50" />
      </div>
    )
  }
  return <img src={mediaUrl(path)} alt="" className={`object-contain ${box}`} />
}
