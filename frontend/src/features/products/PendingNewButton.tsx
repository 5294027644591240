import { ArrowUp } from 'lucide-react'
import { Appear } from '@/components/Appear'
import * as text from '@/strings/productList'

interface PendingNewButtonProps {
  count: number
  onPress: () => void
}

/** "3 new · show"; without new ones, the order or the membership of the rows is what changed. */
export function PendingNewButton({ count, onPress }: PendingNewButtonProps) {
  return (
    <Appear className="pointer-events-auto h-fit">
      <button
        type="button"
        onClick={onPress}
        className="inline-flex h-11 items-center gap-1.5 rounded-full bg-accent px-4 font-medium text-white shadow-raised hover:bg-accent-hover desk:h-8"
      >
        <ArrowUp size={14} aria-hidden="true" />
        {count > 0 ? text.newShow(count) : text.changedShow}
      </button>
    </Appear>
  )
}
