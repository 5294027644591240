import * as text from '@/strings/stock'
import { Badge } from '@/ui/Badge'
import type { Product } from './types'

/** The word for a product that needs attention; nothing when all is well. One that is out of use needs none. */
export function StockStatus({ product }: { product: Product }) {
  const word = statusWord(product)
  return (
    word && <Badge tone={!product.is_active ? 'neutral' : product.is_in_stock ? 'low' : 'out'}>{word}</Badge>
  )
}

export function statusWord(product: Product): string | null {
  if (!product.is_active) return text.inactive
  if (!product.is_in_stock) return text.out
  return product.is_low_stock ? text.low : null
}
