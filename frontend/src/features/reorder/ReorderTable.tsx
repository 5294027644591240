import { PackagePlus } from 'lucide-react'
import { Link } from 'react-router'
import { BLOCK_ID, useStockBlock } from '@/entities/movement/stockBlock'
import { openEditor } from '@/entities/movement/stockEditor'
import { tellBlocked, useShownQuantity } from '@/entities/movement/useAdjustQueue'
import { StockStatus } from '@/entities/product/StockStatus'
import { can, usePerson } from '@/entities/user/can'
import { useMoney } from '@/lib/config'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/reorder'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { figureWidth } from '@/ui/figureWidth'
import { type Column, cellStyles, StickyTable } from '@/ui/StickyTable'
import { Thumbnail } from '@/ui/Thumbnail'
import { OrderField } from './OrderField'
import { type ShownLine, totalCost } from './reorder'

const figure = 'text-right tabular-nums'
const wideOnly = 'max-[68rem]:hidden print:table-cell'

/** What a cost has in any case. */
const COST_WIDTH = 112

const columnsFor = (cost: number): Column[] => [
  { title: text.product, className: 'ps-3' },
  { title: text.onHand, className: 'w-32 text-right' },
  { title: text.reorderAt, className: cx('w-24 text-right', wideOnly) },
  { title: text.used, className: cx('w-28 text-right', wideOnly) },
  { title: text.order, className: 'w-26 text-right' },
  { title: text.cost, className: 'text-right', width: cost },
  { title: text.actions, className: 'w-16 min-[68rem]:w-32 print:hidden', isTitleHidden: true },
]

/** What to buy, on a desk and on paper. */
export function ReorderTable({ lines }: { lines: ShownLine[] }) {
  const money = useMoney()
  const toBuy = lines.filter(({ isDone }) => !isDone)
  const total = money(totalCost(toBuy))
  const widest = Math.max(COST_WIDTH, ...[total, ...toBuy.map(({ cost }) => money(cost))].map(figureWidth))
  return (
    <StickyTable caption={text.listTitle} columns={columnsFor(widest)}>
      <tbody>
        {lines.map((line) => (
          <Row key={line.product.id} line={line} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2} className={cx(cellStyles, 'ps-3 text-start font-semibold')}>
            {text.total}
          </th>
          {/* The figures stand under their columns, whichever of those are shown. */}
          <td className={cx(cellStyles, wideOnly)} />
          <td className={cx(cellStyles, wideOnly)} />
          <td className={cx(cellStyles, figure, 'font-semibold')}>
            {formatCount(toBuy.reduce((sum, { order }) => sum + order, 0))}
          </td>
          <td className={cx(cellStyles, figure, 'font-semibold')}>{total}</td>
          <td className={cx(cellStyles, 'print:hidden')} />
        </tr>
      </tfoot>
    </StickyTable>
  )
}

function Row({ line }: { line: ShownLine }) {
  const { product, used_30_days, cost, isDone } = line
  const money = useMoney()
  const shown = useShownQuantity(product)
  return (
    <tr className={cx('group break-inside-avoid hover:bg-sunken/60', line.order === 0 && 'print:hidden')}>
      <td className={cx(cellStyles, 'ps-3')}>
        <div className="flex items-center gap-3">
          <Thumbnail path={product.thumbnail} className="size-9 print:hidden" />
          <div className="min-w-0">
            <Link
              to={`/products/${product.id}`}
              className="line-clamp-2 rounded font-medium underline-offset-4 hover:underline"
            >
              <bdi>{product.name}</bdi>
            </Link>
            <div className="truncate font-mono text-muted text-xs">{product.sku}</div>
          </div>
        </div>
      </td>
      <td className={cx(cellStyles, figure)}>
        <span className="inline-flex items-center gap-2">
          {isDone ? (
            <Badge tone="live">{text.restocked}</Badge>
          ) : (
            <>
              <StockStatus product={product} />
              <span className="min-w-8 font-medium">{formatCount(shown)}</span>
            </>
          )}
        </span>
      </td>
      <td className={cx(cellStyles, figure, 'text-muted', wideOnly)}>
        {formatCount(product.reorder_level ?? 0)}
      </td>
      <td className={cx(cellStyles, figure, 'text-muted', wideOnly)}>{formatCount(used_30_days)}</td>
      <td className={cx(cellStyles, figure, 'font-semibold')}>{isDone ? '–' : <OrderField line={line} />}</td>
      <td className={cx(cellStyles, figure)}>{isDone ? '–' : money(cost)}</td>
      <td className={cx(cellStyles, 'pe-2 text-end print:hidden')}>
        <ReceiveButton line={line} />
      </td>
    </tr>
  )
}

/** What was bought has come: the editor with what was ordered filled in. */
export function ReceiveButton({ line: { product, order } }: { line: ShownLine }) {
  const person = usePerson()
  const shown = useShownQuantity(product)
  const block = useStockBlock()
  function receive(anchor: HTMLElement) {
    if (block) return void tellBlocked(block)
    const seen = { ...product, quantity: shown }
    openEditor({ seen, anchor, mode: 'add', amount: order || undefined, reason: 'receive' })
  }
  if (!can(person, 'stock:adjust', product))
    return <span className="text-muted text-xs">{product.owner ?? text.noOwner}</span>
  return (
    <Button
      aria-haspopup="dialog"
      aria-label={text.receiveOf(product.name)}
      title={block ?? undefined}
      aria-disabled={block ? true : undefined}
      aria-describedby={block ? BLOCK_ID : undefined}
      onClick={(event) => receive(event.currentTarget)}
    >
      <PackagePlus size={15} aria-hidden="true" />
      <span className="desk:max-[68rem]:sr-only">{text.receive}</span>
    </Button>
  )
}
