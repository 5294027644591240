import { Suspense } from 'react'
import type { ListParams } from '@/entities/product/queries'
import { useIsSelecting, useSelection } from '@/entities/product/selection/useSelection'
import { lazyPart } from '@/lib/loadPart'

const BulkBar = lazyPart(async () => (await import('./BulkBar')).BulkBar)

/** Where the bar of bulk changes appears, as soon as something is selected. */
export function BulkHost({ params, total }: { params: ListParams; total: number }) {
  const summary = useSelection()
  const isShown = useIsSelecting()
  return (
    <>
      {/* The last card can be scrolled above the bar. */}
      {isShown && <div aria-hidden="true" className="h-28 desk:hidden" />}
      <Suspense>{isShown && <BulkBar params={params} total={total} summary={summary} />}</Suspense>
    </>
  )
}
