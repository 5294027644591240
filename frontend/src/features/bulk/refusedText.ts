import type { Row } from '@/lib/spreadsheet'
import * as text from '@/strings/bulk'
import type { RefusedRow } from './requests'

/** For a file, or for pasting into a spreadsheet. */
export function refusedRows(rows: RefusedRow[]): Row[] {
  return [
    [text.sku, text.name, text.why],
    ...rows.map(({ id, sku, name, detail }) => [sku ?? '', name ?? text.goneProduct(id), detail]),
  ]
}
