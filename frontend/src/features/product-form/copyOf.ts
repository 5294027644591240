import type { Product } from '@/entities/product/types'
import * as text from '@/strings/productForm'
import { type ProductValues, toValues } from './schema'

const NAME_MAX = 200

/** What the form of a duplicate starts with: all but what is one product's own. */
export function copyOf(product: Product): ProductValues {
  const room = NAME_MAX - text.copyName('').length
  return {
    ...toValues(product),
    name: text.copyName(product.name.slice(0, room)),
    sku: '',
    barcode: '',
    quantity: '0',
  }
}
