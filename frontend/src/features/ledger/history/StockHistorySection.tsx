import { CloudOff } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { Product } from '@/entities/product/types'
import { errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'
import { lazyPart } from '@/lib/loadPart'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { retry } from '@/strings/common'
import * as text from '@/strings/history'
import { Button } from '@/ui/Button'
import { Skeleton } from '@/ui/Skeleton'
import { HistoryTable } from './HistoryTable'
import { HISTORY_DAYS, useHistory } from './history'

const StockChart = lazyPart(async () => (await import('./StockChart')).StockChart)

interface StockHistorySectionProps {
  product: Product
  /** There is no room for the table beside the line. */
  isNarrow?: boolean
}

/** The last 90 days of a product: as a line, and as a table that says the same. */
export function StockHistorySection({ product, isNarrow }: StockHistorySectionProps) {
  const { data, error, refetch } = useHistory(product.id)
  const isDesk = useMediaQuery(DESK)
  const isWide = isDesk && !isNarrow
  const [showsTable, setShowsTable] = useState(false)
  const hasTable = isWide || showsTable
  return (
    <section aria-labelledby="history-heading">
      <div className="mb-2 flex min-h-11 items-center justify-between gap-3 desk:min-h-8">
        <h2 id="history-heading" className="font-semibold text-base">
          {text.lastDays(HISTORY_DAYS)}
        </h2>
        {product.reorder_level !== null && (
          <span className="mr-auto flex items-center gap-1.5 text-muted text-xs">
            <span aria-hidden="true" className="w-5 border-low-ink border-t border-dashed" />
            <span>{text.reorderAt(formatCount(product.reorder_level))}</span>
          </span>
        )}
        {!isWide && (
          <Button variant="ghost" aria-expanded={showsTable} onClick={() => setShowsTable(!showsTable)}>
            {showsTable ? text.hideTable : text.showTable}
          </Button>
        )}
      </div>
      {error && !data ? (
        <HistoryFailed error={error} onRetry={() => void refetch()} />
      ) : (
        <div className={isWide ? 'flex gap-5' : 'desk:space-y-3 desk:*:w-full!'}>
          <div className="h-58 min-w-0 flex-1 rounded border border-line bg-surface p-2">
            {data ? (
              <Suspense fallback={<ChartSkeleton />}>
                <StockChart days={data.days} reorderLevel={product.reorder_level} />
              </Suspense>
            ) : (
              <ChartSkeleton />
            )}
          </div>
          {hasTable && data && <HistoryTable days={data.days} />}
          {isWide && !data && <Skeleton className="h-58 w-76 shrink-0" />}
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
