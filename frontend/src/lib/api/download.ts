import { saveFile } from '@/lib/saveFile'
import { api } from './client'
import type { Address, ParamsOf } from './routes'

/** A file of a hundred thousand rows takes a while. */
const TIMEOUT_MS = 5 * 60_000

/** Saves what the server answers as a file. Returns how many rows there are, of which the file may hold a part. */
export async function download<Path extends Address<'get'>>(
  path: Path,
  params: ParamsOf<'get', Path> | undefined,
  name: string,
): Promise<number> {
  const response = await api.file(path, { params, timeout: TIMEOUT_MS })
  saveFile(response.data, name)
  const total: unknown = response.headers['x-total-count']
  return Number(total) || 0
}
