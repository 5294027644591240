import { SlidersHorizontal } from 'lucide-react'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/filterSheet'

interface FilterButtonProps {
  /** How many filters are set. */
  active: number
  onOpen: () => void
}

/** Opens the filters of a list where there is no room for them in a line, and says how many are set. */
export function FilterButton({ active, onOpen }: FilterButtonProps) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={active ? text.filtersActive(active) : text.filters}
      onClick={onOpen}
      className="relative inline-flex size-11 shrink-0 items-center justify-center rounded border border-edge bg-surface text-ink desk:size-9"
    >
      <SlidersHorizontal size={18} aria-hidden="true" />
      {active > 0 && (
        <span className="-top-1.5 -end-1.5 absolute flex size-5 items-center justify-center rounded-full bg-accent font-semibold text-white text-xs">
          {formatCount(active)}
        </span>
      )}
    </button>
  )
}
