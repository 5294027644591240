import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/filterSheet'
import { Button } from './Button'
import { Sheet } from './Sheet'

interface FilterSheetProps {
  /** How many filters are set. */
  active: number
  onClear: () => void
  children: ReactNode
}

/** The filters of a list where there is no room for them in a line: a button with their number, and a sheet. */
export function FilterSheet({ active, onClear, children }: FilterSheetProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={active ? text.filtersActive(formatCount(active)) : text.filters}
        onClick={() => setOpen(true)}
        className="relative inline-flex size-11 shrink-0 items-center justify-center rounded border border-edge bg-surface text-ink desk:size-9"
      >
        <SlidersHorizontal size={18} aria-hidden="true" />
        {active > 0 && (
          <span className="-top-1.5 -right-1.5 absolute flex size-5 items-center justify-center rounded-full bg-accent font-semibold text-white text-xs">
            {formatCount(active)}
          </span>
        )}
      </button>
      <Sheet
        title={text.filters}
        open={open}
        onClose={() => setOpen(false)}
        footer={
          <Button onClick={onClear} className="w-full">
            {text.clearFilters}
          </Button>
        }
      >
        <div className="space-y-5">{children}</div>
      </Sheet>
    </>
  )
}

/** One group of choices in the sheet. */
export function FilterGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-muted">{title}</h3>
      {children}
    </section>
  )
}
