import type { MovementFilters } from './movements/filters'

export const stockKeys = {
  dashboard: ['stock', 'dashboard'] as const,
  alerts: ['stock', 'alerts'] as const,
  reorder: ['stock', 'reorder'] as const,
  movements: (filters: MovementFilters) => ['stock', 'movements', filters] as const,
  history: (productId: number, days: number) => ['stock', 'history', productId, days] as const,
}

/** The reader's time zone: what "today" means to them. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
