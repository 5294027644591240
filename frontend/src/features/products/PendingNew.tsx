import { ArrowUp } from 'lucide-react'
import { usePendingNew } from '@/features/live/useLive'
import { formatCount } from '@/lib/format'
import { type ListParams, productKeys } from './queries'

/** "3 new · show": products added elsewhere wait here, so that nothing moves under the pointer. */
export function PendingNew({ params }: { params: ListParams }) {
  const { count, show } = usePendingNew(productKeys.list(params))
  if (count === 0) return null
  function reveal() {
    show()
    window.scrollTo({ top: 0 })
  }
  return (
    <div className="pointer-events-none sticky top-[calc(var(--list-top)+2.75rem)] z-10 flex h-0 justify-center">
      <button
        type="button"
        onClick={reveal}
        className="pointer-events-auto inline-flex h-11 animate-rise items-center gap-1.5 rounded-full bg-accent px-4 font-medium text-white shadow-raised hover:bg-accent-hover desk:h-8"
      >
        <ArrowUp size={14} aria-hidden="true" />
        {formatCount(count)} new · show
      </button>
    </div>
  )
}
