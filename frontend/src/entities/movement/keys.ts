import type { MovementFilters } from './filters'

export const stockKeys = {
  dashboard: ['stock', 'dashboard'] as const,
  latest: ['stock', 'latest'] as const,
  insights: (days: number) => ['stock', 'insights', days] as const,
  alerts: ['stock', 'alerts'] as const,
  reorder: ['stock', 'reorder'] as const,
  movements: (filters: MovementFilters) => ['stock', 'movements', filters] as const,
  sparkline: (productId: number) => ['stock', 'sparkline', productId] as const,
  history: (productId: number, days: number) => ['stock', 'history', productId, days] as const,
}
