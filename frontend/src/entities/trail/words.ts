import { useCategoryName } from '@/entities/category/categories'
import { useMoney } from '@/lib/config'
import { formatCount, formatExact } from '@/lib/format'
import * as text from '@/strings/trail'

export function fieldLabel(field: string): string {
  return text.fields[field] ?? field
}

/** A value of a field as people read it. */
export function useValueWords(): (field: string, value: unknown) => string {
  const money = useMoney()
  const categoryName = useCategoryName()
  return (field, value) => {
    if (value === null || value === undefined || value === '') return text.none
    if (typeof value === 'boolean') return value ? text.yes : text.no
    if (typeof value === 'number') return formatCount(value)
    if (Array.isArray(value)) {
      return value.length > 0 ? value.map((one) => known(field, String(one))).join(', ') : text.none
    }
    const words = known(field, String(value))
    if (field === 'price') return money(words)
    if (field === 'category') return categoryName(words)
    return field.endsWith('_at') ? formatExact(words) : words
  }
}

function known(field: string, word: string): string {
  return text.values[field]?.[word] ?? word
}
