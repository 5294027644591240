import { plural } from '@/lib/plural'

export const filters = 'Filters'
export const filtersActive = (count: number) =>
  plural(count, { one: 'Filters, # active', other: 'Filters, # active' })
export const clear = 'Clear'
export const clearFilters = 'Clear filters'
