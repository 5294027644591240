import { Suspense } from 'react'
import type { ListParams } from '@/features/products/queries'
import { lazyPart } from '@/lib/loadPart'
import { useSelection } from './useSelection'

const BulkBar = lazyPart(async () => (await import('@/features/products/bulk/BulkBar')).BulkBar)

/** Where the bar of bulk changes appears, as soon as something is selected. */
export function BulkHost({ params, total }: { params: ListParams; total: number }) {
  const summary = useSelection()
  const isShown = summary.count > 0 || summary.isAllMatching || summary.isSelecting
  return <Suspense>{isShown && <BulkBar params={params} total={total} summary={summary} />}</Suspense>
}
