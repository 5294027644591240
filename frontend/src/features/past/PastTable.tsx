import { Link } from 'react-router'
import { useCategoryName } from '@/entities/category/categories'
import { StockStatus } from '@/entities/product/StockStatus'
import type { Product } from '@/entities/product/types'
import { useMoney } from '@/lib/config'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/past'

interface PastTableProps {
  rows: readonly Product[]
  /** The address of a product at the same moment. */
  addressOf: (id: number) => string
}

/** The products of then: a table on a desk, lines on a phone. Nothing in it can be changed. */
export function PastTable(props: PastTableProps) {
  return useMediaQuery(DESK) ? <Table {...props} /> : <Lines {...props} />
}

const COLUMNS = ['name', 'sku', 'category', 'status', 'quantity', 'reorder', 'price', 'value'] as const
const FIGURES = new Set<string>(['quantity', 'reorder', 'price', 'value'])
/** What a tablet has no room for. */
const NARROW = new Set<string>(['category', 'reorder'])

function Table({ rows, addressOf }: PastTableProps) {
  const money = useMoney()
  const nameOf = useCategoryName()
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr-only">{text.products}</caption>
      <thead>
        <tr>
          {COLUMNS.map((name) => (
            <th key={name} scope="col" className={cx(cell(name), 'font-medium text-muted text-xs')}>
              {text.columns[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((product) => (
          <tr key={product.id}>
            <td className={cx(cell('name'), 'font-medium')}>
              <Link to={addressOf(product.id)} className="break-words hover:underline">
                <bdi>{product.name}</bdi>
              </Link>
            </td>
            <td className={cx(cell('sku'), 'font-mono text-muted text-xs')}>{product.sku}</td>
            <td className={cell('category')}>{nameOf(product.category)}</td>
            <td className={cell('status')}>
              <StockStatus product={product} />
            </td>
            <td className={cx(cell('quantity'), 'font-medium')}>{formatCount(product.quantity)}</td>
            <td className={cell('reorder')}>
              {product.reorder_level !== null && formatCount(product.reorder_level)}
            </td>
            <td className={cell('price')}>{money(product.price)}</td>
            <td className={cell('value')}>{money(product.total_value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function cell(name: (typeof COLUMNS)[number]): string {
  return cx(
    'h-10 border-line border-b px-2 py-1.5',
    name === 'sku' && 'whitespace-nowrap',
    NARROW.has(name) && '@max-4xl:hidden',
    FIGURES.has(name) ? 'whitespace-nowrap text-right tabular-nums' : 'text-start',
  )
}

function Lines({ rows, addressOf }: PastTableProps) {
  const money = useMoney()
  return (
    <ul aria-label={text.products} className="border-line border-t">
      {rows.map((product) => (
        <li key={product.id} className="border-line border-b">
          <Link to={addressOf(product.id)} className="flex items-center gap-3 px-4 py-2.5">
            <span className="min-w-0 flex-1">
              <span className="block break-words font-medium">
                <bdi>{product.name}</bdi>
              </span>
              <span className="block break-words text-muted text-xs">
                <span className="font-mono">{product.sku}</span> · <span>{money(product.price)}</span>
              </span>
            </span>
            <StockStatus product={product} />
            <span className="whitespace-nowrap tabular-nums">
              {text.onHand(formatCount(product.quantity))}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
