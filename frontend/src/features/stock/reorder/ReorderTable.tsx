import { PackagePlus } from 'lucide-react'
import { Link } from 'react-router'
import { Badge } from '@/components/Badge'
import { Button } from '@/components/Button'
import { Thumbnail } from '@/components/Thumbnail'
import { StockStatus } from '@/features/products/StockStatus'
import { openEditor } from '@/features/stock/editor'
import { BLOCK_ID, useMayAdjust, useStockBlock } from '@/features/stock/mayAdjust'
import type { ReorderLine } from '@/features/stock/types'
import { useShownQuantity } from '@/features/stock/useAdjustQueue'
import { useMoney } from '@/lib/config'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import { type ShownLine, totalCost } from './reorder'

const head =
  'sticky top-(--list-top) z-10 h-9 border-line border-b bg-canvas px-2 font-medium text-muted text-xs print:static'
const cell = 'h-13 border-line border-b px-2'
const figure = 'text-right tabular-nums'
const wideOnly = 'max-[68rem]:hidden print:table-cell'

/** What to buy, on a desk and on paper. */
export function ReorderTable({ lines }: { lines: ShownLine[] }) {
  const money = useMoney()
  const toBuy = lines.filter(({ isDone }) => !isDone)
  return (
    <table className="w-full table-fixed border-separate border-spacing-0">
      <caption className="sr-only">Products to reorder</caption>
      <thead>
        <tr className="text-left">
          <th scope="col" className={cx(head, 'pl-3')}>
            Product
          </th>
          <th scope="col" className={cx(head, 'w-32 text-right')}>
            On hand
          </th>
          <th scope="col" className={cx(head, 'w-24 text-right', wideOnly)}>
            Reorder at
          </th>
          <th scope="col" className={cx(head, 'w-28 text-right', wideOnly)}>
            Used in 30 days
          </th>
          <th scope="col" className={cx(head, 'w-20 text-right')}>
            Order
          </th>
          <th scope="col" className={cx(head, 'w-28 text-right')}>
            Cost
          </th>
          <th scope="col" className={cx(head, 'w-16 min-[68rem]:w-32 print:hidden')}>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Row key={line.product.id} line={line} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2} className={cx(cell, 'pl-3 text-left font-semibold')}>
            Total
          </th>
          {/* The figures stand under their columns, whichever of those are shown. */}
          <td className={cx(cell, wideOnly)} />
          <td className={cx(cell, wideOnly)} />
          <td className={cx(cell, figure, 'font-semibold')}>
            {formatCount(toBuy.reduce((sum, { suggested }) => sum + suggested, 0))}
          </td>
          <td className={cx(cell, figure, 'font-semibold')}>{money(totalCost(toBuy))}</td>
          <td className={cx(cell, 'print:hidden')} />
        </tr>
      </tfoot>
    </table>
  )
}

function Row({ line }: { line: ShownLine }) {
  const { product, used_30_days, suggested, cost, isDone } = line
  const money = useMoney()
  const shown = useShownQuantity(product)
  return (
    <tr className="group break-inside-avoid hover:bg-sunken/60">
      <td className={cx(cell, 'pl-3')}>
        <div className="flex items-center gap-3">
          <Thumbnail path={product.thumbnail} className="size-9 print:hidden" />
          <div className="min-w-0">
            <Link
              to={`/products/${product.id}`}
              className="block truncate rounded font-medium underline-offset-4 hover:underline"
            >
              {product.name}
            </Link>
            <div className="truncate font-mono text-muted text-xs">{product.sku}</div>
          </div>
        </div>
      </td>
      <td className={cx(cell, figure)}>
        <span className="inline-flex items-center gap-2">
          {isDone ? (
            <Badge tone="live">Restocked</Badge>
          ) : (
            <>
              <StockStatus product={product} />
              <span className="min-w-8 font-medium">{formatCount(shown)}</span>
            </>
          )}
        </span>
      </td>
      <td className={cx(cell, figure, 'text-muted', wideOnly)}>{formatCount(product.reorder_level ?? 0)}</td>
      <td className={cx(cell, figure, 'text-muted', wideOnly)}>{formatCount(used_30_days)}</td>
      <td className={cx(cell, figure, 'font-semibold')}>{isDone ? '–' : formatCount(suggested)}</td>
      <td className={cx(cell, figure)}>{isDone ? '–' : money(cost)}</td>
      <td className={cx(cell, 'pr-2 text-right print:hidden')}>
        <ReceiveButton line={line} />
      </td>
    </tr>
  )
}

/** What was bought has come: the editor with the suggestion filled in. */
export function ReceiveButton({ line: { product, suggested } }: { line: ReorderLine }) {
  const mayAdjust = useMayAdjust()
  const shown = useShownQuantity(product)
  const block = useStockBlock()
  if (!mayAdjust(product)) return <span className="text-muted text-xs">{product.owner ?? 'No owner'}</span>
  return (
    <Button
      aria-haspopup="dialog"
      aria-label={`Receive ${product.name}`}
      title={block ?? undefined}
      aria-describedby={block ? BLOCK_ID : undefined}
      onClick={(event) =>
        !block &&
        openEditor({
          seen: { ...product, quantity: shown },
          anchor: event.currentTarget,
          mode: 'add',
          amount: suggested,
          reason: 'receive',
        })
      }
      className={cx(block && 'cursor-not-allowed opacity-60')}
    >
      <PackagePlus size={15} aria-hidden="true" />
      <span className="desk:max-[68rem]:sr-only">Receive</span>
    </Button>
  )
}
