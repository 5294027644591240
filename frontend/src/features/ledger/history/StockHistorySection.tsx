import { CloudOff } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { Product } from '@/entities/product/types'
import { errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'
import { lazyPart } from '@/lib/loadPart'
import { retry } from '@/strings/common'
import * as text from '@/strings/history'
import { Button } from '@/ui/Button'
import { Skeleton } from '@/ui/Skeleton'
import { HistoryTable } from './HistoryTable'
import { HISTORY_DAYS, useHistory } from './history'

const StockChart = lazyPart(async () => (await import('./StockChart')).StockChart)

interface StockHistorySectionProps {
  product: Product
}

/** The last 90 days of a product as a line and, on request, as a table that says the same. */
export function StockHistorySection({ product }: StockHistorySectionProps) {
  const { data, error, refetch } = useHistory(product)
  const [showsTable, setShowsTable] = useState(false)
  return (
    <section aria-labelledby="history-heading">
      <div className="mb-2 flex min-h-11 flex-wrap items-center justify-between gap-x-3 desk:min-h-8">
        <h2 id="history-heading" className="font-semibold text-base">
          {text.lastDays(HISTORY_DAYS)}
        </h2>
        {product.reorder_level !== null && (
          <span className="me-auto flex items-center gap-1.5 text-muted text-xs">
            <span aria-hidden="true" className="w-5 border-low-ink border-t border-dashed" />
            <span>{text.reorderAt(formatCount(product.reorder_level))}</span>
          </span>
        )}
        <Button variant="ghost" aria-expanded={showsTable} onClick={() => setShowsTable(!showsTable)}>
          {showsTable ? text.hideTable : text.showTable}
        </Button>
      </div>
      {error && !data ? (
        <HistoryFailed error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="space-y-3">
          <div className="h-58 rounded border border-line bg-surface p-2">
            {data ? (
              <Suspense fallback={<ChartSkeleton />}>
                <StockChart days={data.days} reorderLevel={product.reorder_level} />
              </Suspense>
            ) : (
              <ChartSkeleton />
            )}
          </div>
          {showsTable && data && <HistoryTable days={data.days} />}
        </div>
      )}
    </section>
  )
}

function ChartSkeleton() {
  return (
    <div role="status" aria-live="off" aria-label={text.loading} className="h-full">
      <Skeleton className="h-full" />
    </div>
  )
}

function HistoryFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="flex h-58 flex-col items-center justify-center gap-3 rounded border border-line p-4 text-center"
    >
      <p className="flex items-center gap-2 text-muted">
        <CloudOff size={16} aria-hidden="true" />
        <span>{text.failed(errorMessage(error))}</span>
      </p>
      <Button onClick={onRetry}>{retry}</Button>
    </div>
  )
}
