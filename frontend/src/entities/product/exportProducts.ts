import { api } from '@/lib/api/client'
import { saveFile } from '@/lib/saveFile'
import type { ListParams } from './queries'

export type ProductFile = 'csv' | 'xlsx' | 'count'

/** A file of a hundred thousand products takes a while. */
const TIMEOUT_MS = 5 * 60_000

/** Saves the list as a file: all of its products, in its order; `count` is a sheet to count the stock with. Returns how many. */
export async function exportProducts({ scope, ...filters }: ListParams, file: ProductFile): Promise<number> {
  const type = file === 'csv' ? 'csv' : 'xlsx'
  const response = await api.get<Blob>('products/export/', {
    params: { ...filters, scope, type, ...(file === 'count' && { sheet: 'count' }) },
    responseType: 'blob',
    timeout: TIMEOUT_MS,
  })
  const day = new Date().toLocaleDateString('sv')
  saveFile(response.data, `${file === 'count' ? 'count' : 'products'}-${day}.${type}`)
  const total: unknown = response.headers['x-total-count']
  return Number(total) || 0
}
