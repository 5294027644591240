import { download } from '@/lib/api/download'
import { dayOf, type MovementFilters, toMovementParams } from './filters'

/** The server writes no more rows than this into one file. */
export const EXPORT_LIMIT = 100_000

/** Saves the movements of the filters as a file. Returns how many there are, of which the file holds the newest. */
export function exportMovements(filters: MovementFilters): Promise<number> {
  return download('movements/export/', toMovementParams(filters), `movements-${dayOf(new Date())}.csv`)
}
