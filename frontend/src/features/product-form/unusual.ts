import type { Product } from '@/entities/product/types'
import { isUnusual } from '@/lib/parseNumber'
import { unusualField } from '@/strings/numbers'
import { fields } from '@/strings/productForm'
import type { ProductValues } from './schema'

const NUMBERS = ['price', 'quantity', 'reorder_level'] as const

/** What has to be asked before checked values are saved over a product, or as a new one; empty for ordinary ones. */
export function unusualQuestions(checked: ProductValues, before: Product | null | undefined): string[] {
  const unusual = NUMBERS.filter((field) => isUnusual(Number(checked[field]), Number(before?.[field] ?? 0)))
  return unusual.map((field) => unusualField(fields[field], checked[field]))
}
