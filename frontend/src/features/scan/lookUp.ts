import type { Product } from '@/features/products/types'
import { api } from '@/lib/api/client'

/** The server puts a product whose code is exactly this first. */
const LIMIT = 2

/** The product whose barcode or SKU is exactly `code`; null when there is none. Throws ApiError. */
export async function lookUpCode(code: string): Promise<Product | null> {
  for (const spelling of spellings(code)) {
    const params = { search: spelling, limit: LIMIT }
    const { data } = await api.get<Product[]>('products/', { params })
    const wanted = spelling.toLowerCase()
    const found = data.find(({ sku, barcode }) => barcode === spelling || sku.toLowerCase() === wanted)
    if (found) return found
  }
  return null
}

/** The twelve digits of a UPC-A code are read by many as an EAN-13 with a zero before them. */
function spellings(code: string): string[] {
  if (/^0\d{12}$/.test(code)) return [code, code.slice(1)]
  if (/^\d{12}$/.test(code)) return [code, `0${code}`]
  return [code]
}
