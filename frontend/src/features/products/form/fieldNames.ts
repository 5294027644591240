import * as text from '@/strings/productForm'
import type { MergeField } from './merge'

const list = new Intl.ListFormat(undefined, { type: 'conjunction' })

export function fieldName(field: MergeField): string {
  return field === 'image' ? text.picture : text.fields[field]
}

/** "Price, On hand, and Picture" */
export function fieldNames(fields: readonly MergeField[]): string {
  return list.format(fields.map(fieldName))
}
