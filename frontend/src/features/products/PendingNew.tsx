import { type RefObject, Suspense } from 'react'
import { usePendingNew } from '@/features/live/useLive'
import { lazyPart } from '@/lib/loadPart'
import { type ListParams, productKeys } from './queries'

const PendingNewButton = lazyPart(async () => (await import('./PendingNewButton')).PendingNewButton)

interface PendingNewProps {
  params: ListParams
  region: RefObject<HTMLElement | null>
}

/** Products added elsewhere wait behind a button, so that nothing moves under the pointer. */
export function PendingNew({ params, region }: PendingNewProps) {
  const { count, changed, show } = usePendingNew(productKeys.list(params))
  function reveal() {
    show()
    // What has only moved is shown where somebody is.
    if (count === 0) return
    const box = region.current?.closest('[data-scroll-box]')
    if (box) box.scrollTop = 0
    else window.scrollTo({ top: 0 })
  }
  return (
    <div className="pointer-events-none sticky top-[calc(var(--list-top)+2.75rem)] z-10 left-0 flex h-0 justify-center">
      <Suspense>{(count > 0 || changed) && <PendingNewButton count={count} onPress={reveal} />}</Suspense>
    </div>
  )
}
