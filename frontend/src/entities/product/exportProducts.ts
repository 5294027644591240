import { download } from '@/lib/api/download'
import { ofThen } from './asOf'
import type { ListParams } from './queries'

export type ProductFile = 'csv' | 'xlsx' | 'count'

/**
 * Saves the list as a file: all of its products, in its order; `count` is a sheet to count the stock with. With `at`, as
 * the list was at that moment. Returns how many.
 */
export function exportProducts(params: ListParams, file: ProductFile, at?: string): Promise<number> {
  const { scope, ...filters } = at === undefined ? params : ofThen(params)
  const type = file === 'csv' ? 'csv' : 'xlsx'
  const sheet = file === 'count' ? file : undefined
  const day = (at === undefined ? new Date() : new Date(at)).toLocaleDateString('sv')
  return download(
    'products/export/',
    { ...filters, scope, type, sheet, at },
    `${file === 'count' ? 'count' : 'products'}-${day}.${type}`,
  )
}
