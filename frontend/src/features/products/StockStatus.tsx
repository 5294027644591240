import { Badge } from '@/components/Badge'
import type { Product } from './types'

/** The word for a product that needs attention; nothing when all is well. */
export function StockStatus({ product }: { product: Product }) {
  return (
    <>
      {!product.is_active && <Badge tone="neutral">Inactive</Badge>}
      {!product.is_in_stock && <Badge tone="out">Out</Badge>}
      {product.is_in_stock && product.is_low_stock && <Badge tone="low">Low</Badge>}
    </>
  )
}
