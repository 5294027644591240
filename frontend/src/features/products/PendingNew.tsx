import { Suspense } from 'react'
import { usePendingNew } from '@/features/live/useLive'
import { lazyPart } from '@/lib/loadPart'
import { type ListParams, productKeys } from './queries'

const PendingNewButton = lazyPart(async () => (await import('./PendingNewButton')).PendingNewButton)

/** Products added elsewhere wait behind a button, so that nothing moves under the pointer. */
export function PendingNew({ params }: { params: ListParams }) {
  const { count, changed, show } = usePendingNew(productKeys.list(params))
  function reveal() {
    show()
    window.scrollTo({ top: 0 })
  }
  return (
    <div className="pointer-events-none sticky top-[calc(var(--list-top)+2.75rem)] z-10 flex h-0 justify-center">
      <Suspense>{(count > 0 || changed) && <PendingNewButton count={count} onPress={reveal} />}</Suspense>
    </div>
  )
}
