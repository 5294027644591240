import * as text from '@/strings/stock'
import { Badge } from '@/ui/Badge'
import type { Product } from './types'

/** The word for a product that needs attention; nothing when all is well. One that is out of use needs none. */
export function StockStatus({ product }: { product: Product }) {
  if (!product.is_active) return <Badge tone="neutral">{text.inactive}</Badge>
  if (!product.is_in_stock) return <Badge tone="out">{text.out}</Badge>
  return product.is_low_stock && <Badge tone="low">{text.low}</Badge>
}
