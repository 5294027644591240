import { type RefObject, Suspense } from 'react'
import { type ListParams, productKeys } from '@/entities/product/queries'
import { cx } from '@/lib/cx'
import { lazyPart } from '@/lib/loadPart'
import { usePendingNew } from '@/sync/useLive'

const PendingNewButton = lazyPart(async () => (await import('./PendingNewButton')).PendingNewButton)

interface PendingNewProps {
  params: ListParams
  region: RefObject<HTMLElement | null>
  /** Whether the table's heads are there, to be shown among. */
  hasHead: boolean
}

/**
 * Products added elsewhere wait behind a button, so that nothing moves under the pointer. It stands in the head of the
 * names, beside their label, and so lies over no row.
 */
export function PendingNew({ params, region, hasHead }: PendingNewProps) {
  function onReveal() {
    const box = region.current?.closest('[data-scroll-box]')
    if (box) box.scrollTop = 0
  }
  return (
    <div
      className={cx(
        'pointer-events-none sticky start-0 z-13 flex h-0 print:hidden',
        hasHead ? 'top-[calc(var(--list-top)+0.25rem)] ps-30' : 'top-11 justify-center',
      )}
    >
      <PendingButton
        params={params}
        className={hasHead ? 'desk:h-7 desk:text-xs' : 'desk:h-8'}
        onReveal={onReveal}
      />
    </div>
  )
}

/** On a phone the page says where it stands. */
export function PhonePendingNew({ params }: Pick<PendingNewProps, 'params'>) {
  return <PendingButton params={params} onReveal={() => window.scrollTo({ top: 0 })} />
}

interface PendingButtonProps extends Pick<PendingNewProps, 'params'> {
  className?: string
  /** Goes to where the new ones are. */
  onReveal: () => void
}

function PendingButton({ params, className, onReveal }: PendingButtonProps) {
  const { count, changed, show } = usePendingNew(productKeys.list(params))
  function reveal() {
    show()
    // What has only moved is shown where somebody is.
    if (count > 0) onReveal()
  }
  return (
    <Suspense>
      {(count > 0 || changed) && <PendingNewButton count={count} className={className} onPress={reveal} />}
    </Suspense>
  )
}
