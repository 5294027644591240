import { formatDay } from '@/lib/format'
import * as text from '@/strings/insights'
import type { Period } from './insights'

/** "24 Nov 2026", or the first and the last day. */
export function periodLabel({ from, to }: Pick<Period, 'from' | 'to'>): string {
  return from === to ? formatDay(to) : text.period(formatDay(from), formatDay(to))
}
