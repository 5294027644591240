import { z } from 'zod'
import type { ProductInput } from '@/entities/product/mutations'
import type { Product } from '@/entities/product/types'
import { parseCount, parseProductPrice, type ReadNumber } from '@/lib/parseNumber'
import * as text from '@/strings/productForm'

// zod would compile its checks with eval, which the page's policy forbids. Trying costs an error report in Firefox.
z.config({ jitless: true })

/**
 * What a person types, checked before it is sent, and the numbers as the API writes them. The server has the last word.
 */
export function productSchema(currency: string | undefined) {
  return z.object({
    name: z.string().trim().min(1, text.nameMissing),
    category: z.string().min(1, text.categoryMissing),
    price: number((typed) => parseProductPrice(typed, currency)),
    quantity: number(parseCount),
    reorder_level: number((typed) => (typed.trim() === '' ? NO_LEVEL : parseCount(typed))),
    sku: z.string().trim(),
    barcode: z.string().trim(),
    description: z.string(),
    is_active: z.boolean(),
  })
}

/** The values of the form: as typed before they are checked, and in one spelling after. */
export type ProductValues = z.infer<ReturnType<typeof productSchema>>
export type ProductField = keyof ProductValues

/** In the order of the form; the first in error gets the focus. */
export const FIELD_NAMES = Object.keys(text.fields) as ProductField[]

export function isProductField(name: string): name is ProductField {
  return Object.hasOwn(text.fields, name)
}

export const emptyValues: ProductValues = {
  name: '',
  category: '',
  price: '',
  quantity: '0',
  reorder_level: '',
  sku: '',
  barcode: '',
  description: '',
  is_active: true,
}

export function toValues(product: Product): ProductValues {
  return {
    name: product.name,
    category: product.category,
    price: product.price,
    quantity: String(product.quantity),
    reorder_level: product.reorder_level === null ? '' : String(product.reorder_level),
    sku: product.sku,
    barcode: product.barcode ?? '',
    description: product.description,
    is_active: product.is_active,
  }
}

/** The request for the named fields of the form. */
export function toInput(values: ProductValues, fields: readonly ProductField[]): ProductInput {
  const all: Required<ProductInput> = {
    ...values,
    quantity: Number(values.quantity),
    reorder_level: values.reorder_level === '' ? null : Number(values.reorder_level),
    barcode: values.barcode || null,
  }
  return Object.fromEntries(fields.map((field) => [field, all[field]]))
}

const NO_LEVEL: ReadNumber<string> = { value: '', problem: null }

function number(read: (typed: string) => ReadNumber<number | string>) {
  return z.string().transform((typed, context) => {
    const { value, problem } = read(typed)
    if (problem === null) return String(value)
    context.addIssue({ code: 'custom', message: problem })
    return z.NEVER
  })
}
