import { useQuery } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useCategories } from '@/entities/category/categories'
import { allProductsOptions } from '@/entities/product/allProducts'
import { toListParams, useListView, writeView } from '@/entities/product/listParams'
import { useFilterLabels } from '@/features/product-list/filters/filterLabels'
import { PrintTable } from '@/features/product-list/PrintTable'
import { configOptions } from '@/lib/config'
import { formatCount, formatExact } from '@/lib/format'
import { usePlaceName } from '@/lib/placeName'
import { useTitle } from '@/lib/useTitle'
import { SectionFrame } from '@/pages/SectionFrame'
import * as text from '@/strings/print'
import { productCount, products } from '@/strings/productList'
import { appName, inventory, mine } from '@/strings/shell'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { LoadFailed } from '@/ui/LoadFailed'

/** The list as paper shows it: every row, what it is filtered by, and when. The browser's dialog opens by itself. */
export function PrintListPage() {
  const isMine = useParams().scope === 'mine'
  const title = isMine ? mine : inventory
  const { view } = useListView()
  const params = useMemo(() => toListParams(view, isMine ? 'mine' : 'all'), [view, isMine])
  const [{ done, total }, setProgress] = useState({ done: 0, total: 0 })
  const { data, error, refetch, dataUpdatedAt } = useQuery(
    allProductsOptions(params, (done, total) => setProgress({ done, total })),
  )
  useTitle(title)
  // Paper keeps what is not there yet: names of categories, the currency.
  const categories = useCategories()
  const config = useQuery(configOptions)
  const isReady = data !== undefined && !categories.isPending && !config.isPending
  useEffect(() => {
    if (isReady) window.print()
  }, [isReady])
  return (
    <SectionFrame
      title={title}
      actions={
        <>
          <Link
            to={`${isMine ? '/my-products' : '/'}?${writeView(new URLSearchParams(), view)}`}
            className={buttonStyles('ghost')}
          >
            {text.back}
          </Link>
          <Button variant="primary" aria-disabled={!isReady} onClick={() => isReady && window.print()}>
            <Printer size={16} aria-hidden="true" />
            {text.print}
          </Button>
        </>
      }
    >
      <div className="max-desk:px-4">
        {data ? (
          <>
            <OnPaper view={view} shown={data.rows.length} total={data.total} at={dataUpdatedAt} />
            {/* biome-ignore lint/a11y/useSemanticElements: a box that scrolls, which the keyboard must be able to reach */}
            <div
              role="region"
              aria-label={products}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: so that it can be scrolled by keyboard
              tabIndex={0}
              className="overflow-x-auto print:overflow-visible"
            >
              <PrintTable rows={data.rows} />
            </div>
          </>
        ) : error ? (
          <LoadFailed error={error} title={text.failed} onRetry={() => void refetch()} />
        ) : (
          <p role="status" aria-live="off" className="py-10 text-center text-muted tabular-nums">
            {text.loading(formatCount(done), formatCount(total))}
          </p>
        )}
      </div>
    </SectionFrame>
  )
}

interface OnPaperProps {
  view: ReturnType<typeof useListView>['view']
  shown: number
  total: number
  at: number
}

/** What was printed and when: paper does not keep itself current. */
function OnPaper({ view, shown, total, at }: OnPaperProps) {
  const filters = useFilterLabels(view)
  const count = shown < total ? text.firstOf(formatCount(shown), formatCount(total)) : productCount(total)
  const place = usePlaceName()
  const facts = [
    ...(place === appName ? [] : [place]),
    count,
    ...(view.search ? [text.searchOf(view.search)] : []),
    ...filters,
    text.asOf(formatExact(new Date(at).toISOString())),
  ]
  return (
    <ul className="flex flex-wrap gap-x-2 pb-3 text-muted text-sm">
      {facts.map((fact, index) => (
        <li key={fact} className={index > 0 ? "before:content-['·'] before:me-2" : ''}>
          {fact}
        </li>
      ))}
    </ul>
  )
}
