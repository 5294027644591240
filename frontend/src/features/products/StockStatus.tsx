import { Badge } from '@/components/Badge'
import * as text from '@/strings/stock'
import type { Product } from './types'

/** The word for a product that needs attention; nothing when all is well. */
export function StockStatus({ product }: { product: Product }) {
  return (
    <>
      {!product.is_active && <Badge tone="neutral">{text.inactive}</Badge>}
      {!product.is_in_stock && <Badge tone="out">{text.out}</Badge>}
      {product.is_in_stock && product.is_low_stock && <Badge tone="low">{text.low}</Badge>}
    </>
  )
}
