import { formatList } from '@/lib/locale'
import * as text from '@/strings/productForm'
import type { MergeField } from './merge'

export function fieldName(field: MergeField): string {
  return field === 'image' ? text.picture : text.fields[field]
}

/** "Price, On hand, and Picture" */
export function fieldNames(fields: readonly MergeField[]): string {
  return formatList(fields.map(fieldName))
}
