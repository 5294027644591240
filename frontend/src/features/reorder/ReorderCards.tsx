import { Link } from 'react-router'
import { StockStatus } from '@/entities/product/StockStatus'
import { useMoney } from '@/lib/config'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/reorder'
import { Badge } from '@/ui/Badge'
import { OrderField } from './OrderField'
import { ReceiveButton } from './ReorderTable'
import { type ShownLine, totalCost } from './reorder'

/** What to buy, on a phone. */
export function ReorderCards({ lines }: { lines: ShownLine[] }) {
  const money = useMoney()
  return (
    <>
      <ul aria-label={text.listTitle} className="border-line border-t">
        {lines.map((line) => (
          <Card key={line.product.id} line={line} />
        ))}
      </ul>
      <p className="flex items-baseline justify-between p-4">
        <span className="font-semibold">{text.total}</span>
        <span className="font-semibold text-lg tabular-nums">
          {money(totalCost(lines.filter(({ isDone }) => !isDone)))}
        </span>
      </p>
    </>
  )
}

function Card({ line }: { line: ShownLine }) {
  const { product, used_30_days, cost, isDone } = line
  const money = useMoney()
  return (
    <li className="border-line border-b px-4 py-3">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <Link to={`/products/${product.id}`} className="line-clamp-2 font-medium text-base leading-5">
            <bdi>{product.name}</bdi>
          </Link>
          <p className="mt-0.5 truncate font-mono text-muted text-xs">{product.sku}</p>
        </div>
        {isDone ? (
          <Badge tone="live">{text.restocked}</Badge>
        ) : (
          <div className="shrink-0 text-right tabular-nums">
            <span aria-hidden="true" className="block text-muted text-xs">
              {text.order}
            </span>
            <OrderField line={line} />
            <span className="block text-muted text-xs">{money(cost)}</span>
          </div>
        )}
      </div>
      <div className="mt-2 flex items-center justify-between gap-3">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs tabular-nums">
          {!isDone && (
            <>
              <StockStatus product={product} />
              <span>
                {text.ofLevel(formatCount(product.quantity), formatCount(product.reorder_level ?? 0))}
              </span>
            </>
          )}
          <span>{text.usedCount(formatCount(used_30_days))}</span>
        </p>
        <ReceiveButton line={line} />
      </div>
    </li>
  )
}
