import { download } from '@/lib/api/download'
import type { ListParams } from './queries'

export type ProductFile = 'csv' | 'xlsx' | 'count'

/** Saves the list as a file: all of its products, in its order; `count` is a sheet to count the stock with. Returns how many. */
export function exportProducts({ scope, ...filters }: ListParams, file: ProductFile): Promise<number> {
  const type = file === 'csv' ? 'csv' : 'xlsx'
  const sheet = file === 'count' ? file : undefined
  const day = new Date().toLocaleDateString('sv')
  return download(
    'products/export/',
    { ...filters, scope, type, sheet },
    `${file === 'count' ? 'count' : 'products'}-${day}.${type}`,
  )
}
