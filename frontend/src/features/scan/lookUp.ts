import type { Product } from '@/entities/product/types'
import { api } from '@/lib/api/client'

/** More than can be chosen from at a glance. */
const LIMIT = 20

/**
 * The products that a scanned code names: none, one, or several that it fits equally well. A code may have been read in
 * more than one way; what any reading names is meant. Throws ApiError.
 */
export async function lookUpCode(readings: readonly string[]): Promise<Product[]> {
  const answers = await Promise.all(
    readings.map((code) => api.get('products/', { params: { code, limit: LIMIT } })),
  )
  const found = new Map(answers.flatMap(({ data }) => data.map((product) => [product.id, product])))
  return [...found.values()]
}
