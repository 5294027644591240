import { useCategoryName } from '@/entities/category/categories'
import { statusWord } from '@/entities/product/StockStatus'
import type { Product } from '@/entities/product/types'
import { useMoney } from '@/lib/config'
import { cx } from '@/lib/cx'
import { formatCount, formatDate, type MoneyFormat } from '@/lib/format'
import * as text from '@/strings/productList'
import type { ColumnId } from './cellProps'
import { useListSettings } from './listSettings'

interface Words {
  money: MoneyFormat
  nameOf: (slug: string) => string
}

type PaperColumn = Exclude<ColumnId, 'trend'>

/** What stands in a column on paper, where nothing can be pressed. */
const ON_PAPER: Record<PaperColumn, (product: Product, words: Words) => string | null> = {
  name: ({ name }) => name,
  sku: ({ sku }) => sku,
  category: ({ category }, { nameOf }) => nameOf(category),
  status: (product) => statusWord(product) ?? text.inStock,
  barcode: ({ barcode }) => barcode,
  quantity: ({ quantity }) => formatCount(quantity),
  reorder: ({ reorder_level: level }) => (level === null ? null : formatCount(level)),
  price: ({ price }, { money }) => money(price),
  value: ({ total_value: value }, { money }) => money(value),
  owner: ({ owner }) => owner,
  created: ({ created_at: at }) => formatDate(at),
  updated: ({ updated_at: at }) => formatDate(at),
}

const USUAL: readonly PaperColumn[] = ['sku', 'category', 'quantity', 'reorder', 'price', 'value']
const isOnPaper = (id: ColumnId): id is PaperColumn => id !== 'name' && id !== 'trend'
const FIGURES: readonly ColumnId[] = ['quantity', 'reorder', 'price', 'value']
const CODES: readonly ColumnId[] = ['sku', 'barcode']

/** The list as a table for paper: the columns that the person has chosen, and every row. */
export function PrintTable({ rows }: { rows: readonly Product[] }) {
  const [{ columns: chosen }] = useListSettings()
  const words = { money: useMoney(), nameOf: useCategoryName() }
  const columns: PaperColumn[] = ['name', ...(chosen ?? USUAL).filter(isOnPaper)]
  return (
    <table className="w-full border-collapse text-sm print:text-xs">
      <caption className="sr-only">{text.products}</caption>
      <thead>
        <tr>
          {columns.map((id) => (
            <th key={id} scope="col" className={cx(cell(id), 'font-medium text-muted text-xs')}>
              {text.columns[id]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((product) => (
          <tr key={product.id} className="break-inside-avoid">
            {columns.map((id) => (
              <td key={id} className={cell(id)}>
                {id === 'quantity' && !columns.includes('status') && <StatusMark product={product} />}
                <bdi>{ON_PAPER[id](product, words) ?? text.noValue}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function StatusMark({ product }: { product: Product }) {
  const word = statusWord(product)
  return word && <span className="me-2 text-muted text-xs">{word}</span>
}

function cell(id: ColumnId): string {
  return cx(
    'border-line border-b px-2 py-1.5 align-baseline first:ps-0 last:pe-0',
    FIGURES.includes(id) ? 'whitespace-nowrap text-right tabular-nums' : 'text-start',
    CODES.includes(id) && 'whitespace-nowrap font-mono text-xs',
    id === 'name' && 'font-medium',
  )
}
