import type { MovementFilters } from './filters'

export const stockKeys = {
  dashboard: ['stock', 'dashboard'] as const,
  alerts: ['stock', 'alerts'] as const,
  reorder: ['stock', 'reorder'] as const,
  movements: (filters: MovementFilters) => ['stock', 'movements', filters] as const,
  history: (productId: number, days: number) => ['stock', 'history', productId, days] as const,
}
