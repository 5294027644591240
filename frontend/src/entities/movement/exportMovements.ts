import { api } from '@/lib/api/client'
import { saveFile } from '@/lib/saveFile'
import { dayOf, type MovementFilters, toMovementParams } from './filters'

/** The server writes no more rows than this into one file. */
export const EXPORT_LIMIT = 100_000
/** A file that large takes a while. */
const TIMEOUT_MS = 5 * 60_000

/** Saves the movements of the filters as a file. Returns how many there are, of which the file holds the newest. */
export async function exportMovements(filters: MovementFilters): Promise<number> {
  const response = await api.get<Blob>('movements/export/', {
    params: toMovementParams(filters),
    responseType: 'blob',
    timeout: TIMEOUT_MS,
  })
  saveFile(response.data, `movements-${dayOf(new Date())}.csv`)
  const total: unknown = response.headers['x-total-count']
  return Number(total) || 0
}
