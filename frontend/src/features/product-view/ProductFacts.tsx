import { ImagePlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCategoryName } from '@/entities/category/categories'
import { useShownQuantity } from '@/entities/movement/useAdjustQueue'
import { ProductLink } from '@/entities/product/ProductLink'
import { picturesOf } from '@/entities/product/pictures'
import { QuantityChange } from '@/entities/product/QuantityChange'
import { StockStatus } from '@/entities/product/StockStatus'
import type { Product } from '@/entities/product/types'
import { PICTURE } from '@/entities/product/useDrawer'
import { useRowFlash } from '@/entities/product/useRowFlash'
import { can, usePerson } from '@/entities/user/can'
import { useMoney } from '@/lib/config'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/product'
import { buttonStyles } from '@/ui/buttonStyles'
import { RelativeTime } from '@/ui/RelativeTime'
import { Rolled } from '@/ui/Rolled'
import { Description } from './Description'
import { Gallery } from './Gallery'

interface ProductFactsProps {
  product: Product
  /** What can be done about the stock, under the figure of it. */
  stockActions?: ReactNode
  /** As it was at some moment: what happens to it now is not shown. */
  isPast?: boolean
}

/** Everything there is to read about a product, kept current; as wide as the place it is given. */
export function ProductFacts({ product, stockActions, isPast = false }: ProductFactsProps) {
  return (
    <div className="@container">
      <div className="flex flex-col gap-6 @xl:flex-row @2xl:gap-8">
        <Gallery product={product} />
        <div className="min-w-0 flex-1 @xl:max-w-xl">
          {isPast ? <Figure product={product} onHand={product.quantity} /> : <OnHand product={product} />}
          {stockActions}
          <Facts product={product} />
          {!isPast && picturesOf(product).length === 0 && <AddPicture product={product} />}
          {product.description && <Description words={product.description} />}
        </div>
      </div>
    </div>
  )
}

/** For who may: the form, at its picture. */
function AddPicture({ product }: { product: Product }) {
  const person = usePerson()
  if (!can(person, 'product:edit', product)) return null
  return (
    <ProductLink id={product.id} edit part={PICTURE} className={buttonStyles('secondary', 'mt-5')}>
      <ImagePlus size={15} aria-hidden="true" />
      {text.addPicture}
    </ProductLink>
  )
}

function OnHand({ product }: { product: Product }) {
  const onHand = useShownQuantity(product)
  const { className, change } = useRowFlash(product)
  return (
    <Figure product={product} onHand={onHand} className={className}>
      <QuantityChange change={change} />
    </Figure>
  )
}

interface FigureProps {
  product: Product
  onHand: number
  className?: string
  children?: ReactNode
}

function Figure({ product, onHand, className = '', children }: FigureProps) {
  return (
    <div className={`flex items-baseline gap-3 rounded ${className}`}>
      <span className="font-semibold text-4xl tabular-nums tracking-tight">
        <Rolled count={onHand} />
      </span>
      <span className="text-muted">{text.onHand}</span>
      {children}
      <StockStatus product={product} />
    </div>
  )
}

function Facts({ product }: { product: Product }) {
  const money = useMoney()
  const nameOf = useCategoryName()
  return (
    <dl className="mt-5 grid grid-cols-[auto_1fr] gap-x-8 border-line border-t">
      <Fact label={text.facts.price}>{money(product.price)}</Fact>
      <Fact label={text.facts.value}>{money(product.total_value)}</Fact>
      <Fact label={text.facts.reorder}>
        {product.reorder_level === null ? text.notSet : formatCount(product.reorder_level)}
      </Fact>
      <Fact label={text.facts.category}>{nameOf(product.category)}</Fact>
      <Fact label={text.facts.sku}>
        <span className="font-mono">{product.sku}</span>
      </Fact>
      <Fact label={text.facts.barcode}>
        {product.barcode ? <span className="font-mono">{product.barcode}</span> : text.none}
      </Fact>
      <Fact label={text.facts.owner}>{product.owner ?? text.none}</Fact>
      <Fact label={text.facts.added}>
        <RelativeTime iso={product.created_at} />
      </Fact>
      <Fact label={text.facts.updated}>
        <RelativeTime iso={product.updated_at} />
      </Fact>
    </dl>
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
