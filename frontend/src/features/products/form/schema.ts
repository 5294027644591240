import { z } from 'zod'
import type { ProductDraft } from '@/features/products/mutations'
import type { Product } from '@/features/products/types'
import * as text from '@/strings/productForm'

const wholeNumber = /^\d+$/
const amount = /^\d+([.,]\d{1,2})?$/

/** What a person types, checked before it is sent. The server has the last word. */
export const productSchema = z.object({
  name: z.string().trim().min(1, text.nameMissing),
  category: z.string().min(1, text.categoryMissing),
  price: z
    .string()
    .trim()
    .regex(amount, text.priceWrong)
    .refine((text) => !amount.test(text) || Number(text.replace(',', '.')) >= 0.01, text.priceTooLow),
  quantity: z.string().trim().regex(wholeNumber, text.quantityWrong),
  reorder_level: z
    .string()
    .trim()
    .refine((text) => text === '' || wholeNumber.test(text), text.reorderWrong),
  sku: z.string().trim(),
  barcode: z.string().trim(),
  description: z.string(),
  is_active: z.boolean(),
})

export type ProductValues = z.infer<typeof productSchema>
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
export function toDraft(values: ProductValues, fields: readonly ProductField[]): ProductDraft {
  const all: Required<ProductDraft> = {
    ...values,
    price: values.price.replace(',', '.'),
    quantity: Number(values.quantity),
    reorder_level: values.reorder_level === '' ? null : Number(values.reorder_level),
    barcode: values.barcode || null,
  }
  return Object.fromEntries(fields.map((field) => [field, all[field]]))
}
