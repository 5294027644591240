export const filters = 'Filters'
export const filtersActive = (count: string) => `Filters, ${count} active`
export const clear = 'Clear'
export const clearFilters = 'Clear filters'
