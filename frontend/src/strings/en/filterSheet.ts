import { plural, t } from '@lingui/core/macro'

export const filters = t`Filters`
export const filtersActive = (count: number) =>
  plural(count, { one: 'Filters, # active', other: 'Filters, # active' })
export const clear = t`Clear`
export const clearFilters = t`Clear filters`
